import type { PendingChange } from '../../shared/model/change.ts'
import { href, type Href } from '../../shared/model/names.ts'
import { parentHref } from '../../shared/model/href.ts'

/** What the user decided about an edit that clashes with the server's version. */
export type Keep = 'mine' | 'theirs' | 'both'

/**
 * What a decision comes to: the edit sent again on top of theirs, given up, or given up and kept beside theirs as a new member.
 * Nothing is created anew without the user having said so.
 */
export type Resolution =
  | { type: 'send'; change: PendingChange }
  | { type: 'drop'; copy: { href: Href; data: string } | null }

/** Gives every component of an object another UID, and leaves all other lines as they are (RFC 5545 §3.8.4.7, RFC 6350 §6.7.6). */
export function withUid(data: string, uid: string): string {
  return data.replaceAll(
    /^((?:[^\r\n:;]*\.)?UID)[;:][^\r\n]*(?:\r?\n[ \t][^\r\n]*)*/gim,
    (_line, name: string) => `${name}:${uid}`,
  )
}

export function resolveConflict(change: PendingChange, keep: Keep, uid: string): Resolution {
  if (keep === 'mine') {
    const theirs = change.theirs
    const base = theirs === null || theirs.data === null ? null : { etag: theirs.etag, data: theirs.data }
    if (change.data === null && base === null) return { type: 'drop', copy: null }
    return { type: 'send', change: { ...change, base, theirs: null, state: 'waiting', reason: null, retryAt: null } }
  }
  if (keep === 'theirs' || change.data === null) return { type: 'drop', copy: null }
  const extension = change.href.endsWith('.vcf') ? '.vcf' : '.ics'
  return {
    type: 'drop',
    copy: { href: href(`${parentHref(change.href)}${uid}${extension}`), data: withUid(change.data, uid) },
  }
}
