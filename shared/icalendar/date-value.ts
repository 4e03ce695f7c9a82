/**
 * A DATE or DATE-TIME as it is meant (RFC 5545 §3.3.4, §3.3.5). `local` is wall-clock time `YYYY-MM-DDTHH:MM:SS`; `tzid` is a
 * resolved IANA name (`UTC` for the Z form), or the object's own TZID where only its VTIMEZONE explains it; `epochMs` is the
 * instant. A time whose zone nobody knows is floating.
 */
export type DateValue =
  | { type: 'date'; date: string }
  | { type: 'floating'; local: string }
  | { type: 'zoned'; local: string; tzid: string; epochMs: number }

/** A DateValue as an editor writes it: the instant follows from wall-clock time and zone. */
export type DateInput =
  | { type: 'date'; date: string }
  | { type: 'floating'; local: string }
  | { type: 'zoned'; local: string; tzid: string }
