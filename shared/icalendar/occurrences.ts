import type { CollectionId, Href } from '../model/names.ts'
import type { Occurrence } from '../model/occurrence.ts'

/** Milliseconds since the epoch, `end` exclusive. */
export type TimeRange = { start: number; end: number }
/** Where the object lives: goes into each Occurrence. */
export type ObjectAddress = { collection: CollectionId; href: Href }
/** An object read once, to be expanded many times. Holds functions and caches: not for a port. */
export type CompiledObject = { readonly uid: string; readonly recurring: boolean }

/** Reads an object for expansion; never throws, an unreadable one has no occurrences. */
export declare function compileObject(text: string): CompiledObject
/**
 * The instances that touch `range`, in order of their start.
 *
 * @param displayZone IANA name; floating times and days are placed in it
 */
export declare function expandCompiled(
  compiled: CompiledObject,
  range: TimeRange,
  displayZone: string,
  at: ObjectAddress,
): Occurrence[]
/** compileObject and expandCompiled in one. */
export declare function expandObject(
  text: string,
  range: TimeRange,
  displayZone: string,
  at: ObjectAddress,
): Occurrence[]
/**
 * First start and last end of all instances (`last` null: without end), as bounds: floating times and days count for every zone.
 * null for an object without any date.
 */
export declare function seriesSpan(object: string | CompiledObject): { first: number; last: number | null } | null
