import type { CardFields, CardIndex } from './card-fields.ts'

/**
 * Reads a vCard 2.1, 3.0 or 4.0.
 *
 * @throws DavError `malformed` when there is no BEGIN:VCARD
 */
export declare function readCard(text: string): CardFields
/** Reads only what the list needs, quickly; null when the text is no vCard. */
export declare function readCardIndex(text: string): CardIndex | null
