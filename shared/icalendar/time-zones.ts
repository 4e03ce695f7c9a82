/** A zone's clock. Wall-clock times are counted as if they were UTC (`localMs`). */
export type Zone = {
  readonly id: string
  /** Milliseconds east of UTC at an instant. */
  offsetAt(epochMs: number): number
  /** A time in a gap is taken with the offset before it, an ambiguous one is the first (RFC 5545 §3.3.5). */
  toEpoch(localMs: number): number
  toLocal(epochMs: number): number
}

/** The clock of an IANA zone, or null if the runtime has none of this name. Kept for later calls. */
export declare function ianaZone(id: string): Zone | null
/** The IANA zone a TZID means: itself, a Windows name, or the end of a path such as `/freeassociation.sourceforge.net/Europe/Berlin`. */
export declare function resolveTzid(tzid: string): string | null
/**
 * A VTIMEZONE (RFC 5545 §3.6.5) with the zone's real history from `fromYear` on, CRLF lines.
 *
 * @param tzid IANA name
 * @param toYear last year of written history; the rule in force then goes on without end
 */
export declare function vtimezoneFor(tzid: string, fromYear: number, toYear?: number): string
