/** A content line of iCalendar or vCard, unfolded: `name` and its group-free upper-case form, parameters unparsed. */
export type ContentLine = { readonly name: string; readonly value: string }

const line = /^(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)(?:;(?:"[^"]*"|[^":])*)?:([^]*)$/

/** Undoes folding (RFC 5545 §3.1, RFC 6350 §3.2) and leaves blank lines out. */
export const unfold = (text: string): string[] =>
  text
    .replace(/^\uFEFF/, '')
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r\n|\n|\r/)
    .filter((content) => content.trim() !== '')

/** Takes one unfolded line apart; null where it is none. */
export function readContentLine(content: string): ContentLine | null {
  const match = line.exec(content)
  return match === null ? null : { name: (match[1] ?? '').toUpperCase(), value: match[2] ?? '' }
}
