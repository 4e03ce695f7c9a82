import type { CardPatch } from './card-fields.ts'

/** Applies a patch: lines it does not touch stay byte for byte, groups and parameters of changed lines are kept. */
export declare function editCard(text: string, patch: CardPatch, now?: number): string
/** Writes a new card; 4.0 where the server takes it (RFC 6352 §6.2.2), else 3.0. */
export declare function createCard(fields: CardPatch & { uid?: string; version?: '3.0' | '4.0' }, now?: number): string
