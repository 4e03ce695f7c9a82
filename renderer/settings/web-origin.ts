/** The origin of a typed web address, path dropped; null when it is none. */
export function webOrigin(typed: string): string | null {
  try {
    const url = new URL(typed.trim())
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.origin : null
  } catch {
    return null
  }
}
