/**
 * Reads a Preference-Applied or Prefer header (RFC 7240 §2–3): names in lower case, the first of duplicates wins, `''` for a
 * preference without a value. Parameters after `;` are left out.
 */
export function parsePreferences(header: string | undefined): ReadonlyMap<string, string> {
  const preferences = new Map<string, string>()
  for (const item of (header ?? '').split(',')) {
    const [name = '', value = ''] = (item.split(';')[0] ?? '').split('=', 2).map((part) => part.trim())
    if (name !== '' && !preferences.has(name.toLowerCase()))
      preferences.set(name.toLowerCase(), value.replace(/^"(.*)"$/, '$1'))
  }
  return preferences
}

/** The seconds of `wait=N`, or null if it is missing or no number. */
export function appliedWait(header: string | undefined): number | null {
  const wait = parsePreferences(header).get('wait')
  return wait !== undefined && /^\d+$/.test(wait) ? Number(wait) : null
}
