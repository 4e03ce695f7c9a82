const escaped = /[^A-Za-z0-9\-._~!$&'()*+,;=:@]/gu

/** One segment of an Href, in the spelling `normaliseHref` gives it. */
export const encodeSegment = (segment: string): string => segment.replace(escaped, encodeURIComponent)

/** The last segment of an Href, decoded. */
export function lastSegment(href: string): string {
  const trimmed = href.endsWith('/') ? href.slice(0, -1) : href
  return decodeURIComponent(trimmed.slice(trimmed.lastIndexOf('/') + 1))
}

/** The collection, with its slash, that holds a resource. */
export function parentOf(href: string): string {
  return href.slice(0, href.lastIndexOf('/', href.length - 2) + 1)
}
