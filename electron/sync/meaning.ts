import ICAL from 'ical.js'

/** Lines that say when and by what a text was written, not what it means. */
const bookkeeping = new Set(['prodid', 'dtstamp', 'created', 'last-modified', 'rev', 'version', 'calscale'])

type JCal = [name: string, properties: [string, object, string, ...unknown[]][], components?: JCal[]]

function canonical([name, properties, components = []]: JCal): unknown {
  return [
    name,
    properties
      .filter(([property]) => !bookkeeping.has(property))
      .map((property) => JSON.stringify(property))
      .toSorted(),
    components
      // A server may put its own definition of a zone in place of ours.
      .filter(([component]) => component !== 'vtimezone')
      .map((component) => JSON.stringify(canonical(component)))
      .toSorted(),
  ]
}

/**
 * Whether two iCalendar or vCard texts say the same: order of lines, folding, case of names, time stamps of writing and zone
 * definitions do not count. Servers rewrite what they store, so an ETag after PUT proves nothing.
 */
export function sameMeaning(a: string, b: string): boolean {
  if (a === b) return true
  try {
    return JSON.stringify(canonical(ICAL.parse(a) as JCal)) === JSON.stringify(canonical(ICAL.parse(b) as JCal))
  } catch {
    return false // what cannot be read is compared by its bytes, above
  }
}
