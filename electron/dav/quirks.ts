/** What a server is known to do differently (data from its users and sources; behaviour seen at run time overrides it). */
export type Quirks = {
  /** How far sync tokens can be trusted: `fragile` ones want an audit by listing every day, `none` means etag diff only. */
  readonly sync: 'full' | 'fragile' | 'none'
  /** Whether `DAV:limit` works; elsewhere it fails the request or loses changes. */
  readonly limit: boolean
  /** Whether sync-level infinite is worth a try on the homes. */
  readonly infinite: boolean
  /** `reget`: the ETag of a PUT's answer does not belong to what is stored afterwards. */
  readonly etagAfterPut: 'trust' | 'reget'
  /** Most hrefs in one multiget. */
  readonly multigetMax: number
}

/** What is known of a server before it has been tried. */
export type ServerTraits = {
  readonly host: string
  /** Its Server header. */
  readonly server: string | null
  /** Tokens of its DAV header. */
  readonly dav: readonly string[]
  /** A sync token of one of its collections. */
  readonly syncToken: string | null
}

const ordinary: Quirks = { sync: 'full', limit: false, infinite: true, etagAfterPut: 'trust', multigetMax: 50 }

type Entry = { readonly id: string; readonly is: (traits: ServerTraits) => boolean; readonly quirks: Partial<Quirks> }

const hostIs = (domain: string) => (traits: ServerTraits) =>
  traits.host === domain || traits.host.endsWith(`.${domain}`)
const serverIs = (pattern: RegExp) => (traits: ServerTraits) => pattern.test(traits.server ?? '')
const tokenIs = (pattern: RegExp) => (traits: ServerTraits) => pattern.test(traits.syncToken ?? '')

const entries: readonly Entry[] = [
  { id: 'cyrus', is: serverIs(/\bCyrus-HTTP\//), quirks: { limit: true, infinite: false, etagAfterPut: 'reget' } },
  { id: 'fastmail', is: hostIs('fastmail.com'), quirks: { limit: true, infinite: false, etagAfterPut: 'reget' } },
  // sabre/dav and Nextcloud: homes are not syncable, a limit on the first sync fails
  { id: 'sabre', is: tokenIs(/^http:\/\/sabre\.io\/ns\/sync\//), quirks: { infinite: false } },
  { id: 'radicale', is: tokenIs(/^http:\/\/radicale\.org\/ns\/sync\//), quirks: { infinite: false, multigetMax: 100 } },
  { id: 'xandikos', is: tokenIs(/^[0-9a-f]{40}$/), quirks: { sync: 'fragile', infinite: false } },
  {
    id: 'davical',
    is: ({ server, dav }) => /DAViCal/i.test(server ?? '') || dav.some((token) => /davical/i.test(token)),
    quirks: { sync: 'fragile' },
  },
  { id: 'sogo', is: serverIs(/SOGo/i), quirks: { sync: 'fragile', infinite: false } },
  { id: 'stalwart', is: tokenIs(/^urn:stalwart:davsync:/), quirks: { limit: true } },
  { id: 'google', is: hostIs('googleusercontent.com'), quirks: { infinite: false } },
  { id: 'icloud', is: hostIs('icloud.com'), quirks: { infinite: false } },
  { id: 'gmx', is: hostIs('gmx.net'), quirks: { sync: 'fragile', infinite: false } },
  { id: 'web.de', is: hostIs('web.de'), quirks: { sync: 'fragile', infinite: false } },
  { id: 'posteo', is: hostIs('posteo.de'), quirks: { sync: 'none', infinite: false } },
  { id: 'yandex', is: hostIs('yandex.ru'), quirks: { sync: 'fragile', infinite: false } },
]

/** The quirks of a server; those of an ordinary one if nothing is known of it. */
export function quirksOf(traits: ServerTraits): Quirks {
  const known = entries.find(({ is }) => is(traits))
  return { ...ordinary, ...known?.quirks }
}
