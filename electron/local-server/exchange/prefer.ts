/** The preferences this server knows (RFC 7240 §4). */
export type Preferences = {
  /** `return=minimal` (RFC 8144) or `return=representation`. */
  readonly returns: 'minimal' | 'representation' | null
  /** Seconds. */
  readonly wait: number | null
  /** RFC 7240 §4.1: `depth-noroot` of RFC 8144 §3. */
  readonly noRoot: boolean
}

/** Reads `Prefer`, several header lines already joined by commas; of duplicates the first counts (RFC 7240 §2). */
export function readPrefer(header: string | undefined): Preferences {
  const seen = new Map<string, string>()
  for (const part of (header ?? '').split(',')) {
    const [token = ''] = part.split(';')
    const [name = '', value = ''] = token.split('=')
    const key = name.trim().toLowerCase()
    if (key !== '' && !seen.has(key)) seen.set(key, value.trim().replace(/^"(.*)"$/, '$1'))
  }
  const returns = seen.get('return')
  const wait = seen.get('wait')
  return {
    returns: returns === 'minimal' || returns === 'representation' ? returns : null,
    wait: wait !== undefined && /^\d{1,9}$/.test(wait) ? Number(wait) : null,
    noRoot: seen.has('depth-noroot'),
  }
}

/** `Preference-Applied` for what was honoured; undefined if nothing was. */
export function preferenceApplied(applied: {
  minimal?: boolean
  wait?: number | null
  noRoot?: boolean
}): string | undefined {
  const parts: string[] = []
  if (applied.minimal === true) parts.push('return=minimal')
  if (applied.wait !== undefined && applied.wait !== null) parts.push(`wait=${applied.wait}`)
  if (applied.noRoot === true) parts.push('depth-noroot')
  return parts.length === 0 ? undefined : parts.join(', ')
}
