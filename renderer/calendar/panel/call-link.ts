const callHosts =
  /(?:^|\.)(?:zoom\.us|meet\.google\.com|teams\.microsoft\.com|teams\.live\.com|meet\.jit\.si|whereby\.com|webex\.com|gotomeeting\.com|bigbluebutton\.org)$/
const callNames = /^(?:meet|call|bbb|conf|video|jitsi|talk)\./

/** The first address of a video call among the texts of an event, by its host; null where there is none. */
export function callLink(...texts: string[]): URL | null {
  for (const text of texts)
    for (const [found] of text.matchAll(/https:\/\/[^\s<>"')\]]+/g)) {
      const url = parseUrl(found)
      if (url !== null && (callHosts.test(url.hostname) || callNames.test(url.hostname))) return url
    }
  return null
}

/** An address that may be opened outside of the app; null for anything else. */
export function webLink(text: string): URL | null {
  const url = parseUrl(text.trim())
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:' || url.protocol === 'mailto:')
    ? url
    : null
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
