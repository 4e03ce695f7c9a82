/**
 * The link as it can be asked for, or null while it is not one yet: `webcal:` and `webcals:` become `https:`, a bare host with a path
 * gets it.
 */
export function feedLink(typed: string): string | null {
  const text = typed.trim().replace(/^webcals?:/i, 'https:')
  const candidate = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`
  try {
    const url = new URL(candidate)
    const whole = url.hostname.includes('.') || url.hostname.includes(':') || url.hostname === 'localhost'
    return (url.protocol === 'https:' || url.protocol === 'http:') && whole ? url.href : null
  } catch {
    return null
  }
}
