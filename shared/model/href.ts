import type { Href } from './names.ts'

const unreserved = /[A-Za-z0-9\-._~!$&'()*+,;=:@]/

function canonicalSegment(segment: string): string {
  let decoded: string
  try {
    decoded = decodeURIComponent(segment)
  } catch {
    return segment // not UTF-8 behind its percent signs: compare as it came
  }
  let out = ''
  for (const character of decoded)
    out += unreserved.test(character) && character.length === 1 ? character : encodeURIComponent(character)
  return out
}

/**
 * Resolves an href of a multistatus against the URL it was asked at and gives it one spelling (RFC 3986 §6.2.2): servers answer
 * with absolute URLs, bare paths, relative names (also `a:b.vcf`) and other percent-encodings for the same resource.
 *
 * @param raw the href as received
 * @param base absolute URL of the request that was answered
 * @param origin the account's own origin, e.g. `https://cal.example`; a path is returned for it, a URL for any other
 * @throws TypeError if `raw` cannot be resolved to a URL
 */
export function normaliseHref(raw: string, base: string, origin: string): Href {
  const trimmed = raw.trim()
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:/.exec(trimmed)?.[0].toLowerCase()
  const relative = scheme !== undefined && scheme !== 'http:' && scheme !== 'https:' ? `./${trimmed}` : trimmed
  const url = new URL(relative, base)
  const path = url.pathname.split('/').map(canonicalSegment).join('/')
  return (url.origin === new URL(origin).origin ? path : url.origin + path) as Href
}

/** The URL to ask for an Href of an account whose origin is `origin` now. */
export const resolveHref = (href: Href, origin: string): string => new URL(href, origin).href

/** The collection (with its slash) that holds a resource. */
export function parentHref(href: Href): Href {
  const end = href.endsWith('/') ? href.length - 1 : href.length
  return href.slice(0, href.lastIndexOf('/', end - 1) + 1) as Href
}
