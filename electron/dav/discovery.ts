import { DavError, type DavErrorKind } from '../../shared/model/dav-error.ts'
import { normaliseHref } from '../../shared/model/href.ts'
import { href as asHref, type Href } from '../../shared/model/names.ts'
import { createPasswordAuthorizer, type Authorizer, type PasswordAuthorizer } from '../http/authorizer.ts'
import type { HttpClient } from '../http/exchange.ts'
import { isLoopback } from '../http/loopback.ts'
import { candidates, readEntry, systemDns, type DnsResolver, type Entry, type Service } from './discovery-candidates.ts'
import { statusFailure } from './failure.ts'
import { displayNameOf } from './properties/calendar.ts'
import {
  addressbookHomesOf,
  calendarHomesOf,
  calendarUserAddressesOf,
  currentUserPrincipalOf,
  isUnauthenticated,
} from './properties/principal.ts'
import { collectionKindOf } from './properties/resource-type.ts'
import { ask, expectMultistatus, responsesOf } from './requests/exchange.ts'
import { propfindAsk } from './requests/propfind.ts'
import type { XmlElement } from './xml/element.ts'
import { caldav, carddav, dav, type XmlName } from './xml/names.ts'

export type DiscoveryInput = {
  /** A mail address or a URL, as typed. */
  readonly address: string
  readonly user: string
  readonly password: string
  readonly createClient: (authorizer: Authorizer) => HttpClient
  /** Default: the system's name servers. */
  readonly dns?: DnsResolver | undefined
  readonly signal?: AbortSignal | undefined
}

export type DiscoveredAccount = {
  /** The origin its Hrefs are paths on. */
  readonly origin: string
  readonly principal: Href | null
  readonly displayName: string | null
  readonly calendarHomes: readonly Href[]
  readonly addressbookHomes: readonly Href[]
  readonly calendarUserAddresses: readonly string[]
  /** Where the credentials may go from now on: the server's own origin and those it named itself. */
  readonly credentialOrigins: readonly string[]
}

const entryProperties = [
  dav('current-user-principal'),
  dav('resourcetype'),
  caldav('calendar-home-set'),
  carddav('addressbook-home-set'),
]
const principalProperties = [
  dav('displayname'),
  caldav('calendar-home-set'),
  carddav('addressbook-home-set'),
  caldav('calendar-user-address-set'),
]

/** When nothing was found, the failure to tell of is the one that says most; the rest means that no DAV server answers there. */
const telling: readonly DavErrorKind[] = [
  'certificate',
  'insecure',
  'malformed',
  'truncated',
  'overload',
  'server',
  'unreachable',
]
/** A host that fails so is not asked again at another path. */
const hopeless: readonly DavErrorKind[] = ['certificate', 'insecure', 'unreachable', 'aborted', 'unauthorized']

type Page = { readonly url: string; readonly properties: XmlElement }

/** Everything a search needs and gathers. */
type Search = {
  readonly entry: Entry
  readonly http: HttpClient
  readonly authorizer: PasswordAuthorizer
  readonly signal: AbortSignal | undefined
}

/** The same host, or one below or above it: nobody else can have put a redirect or DNS record there. */
const isSameSite = (host: string, domain: string): boolean =>
  host === domain || host.endsWith(`.${domain}`) || (host.includes('.') && domain.endsWith(`.${host}`))

/** Lets the password go to a host that DNS or a redirect named, if it belongs to the one the user typed. */
function allowRelated({ entry, authorizer }: Search, url: URL): void {
  if (authorizer.origins().includes(url.origin)) return
  if (!isSameSite(url.hostname, entry.domain))
    throw new DavError(
      'insecure',
      `${entry.domain} hands its calendars over to ${url.host}, which is somebody else’s name. ` +
        `Your password was not sent there. If that is right, enter ${url.origin} as the server’s address.`,
    )
  authorizer.allow(url.origin)
}

/** Reads properties of one resource, following it to a related host if need be. */
async function read(search: Search, url: string, properties: readonly XmlName[]): Promise<Page> {
  const { http, authorizer, signal } = search
  const connection = { http, origin: new URL(url).origin }
  const asked = await ask(connection, propfindAsk({ href: asHref(url), depth: '0', properties, signal }))
  const final = asked.response.url
  const strange = !authorizer.origins().includes(new URL(final).origin)
  if (asked.response.status === 401 && strange) {
    asked.response.destroy()
    allowRelated(search, new URL(final))
    return read(search, final, properties)
  }
  const { response } = await expectMultistatus(asked)
  for await (const { properties: found } of responsesOf(connection, asked)) {
    if (!isUnauthenticated(found)) return { url: response.url, properties: found }
    if (!strange) throw statusFailure(asked.subject, 401, null)
    allowRelated(search, new URL(final))
    return read(search, final, properties)
  }
  throw statusFailure(asked.subject, 200, null)
}

/** An address that the server itself gave to us after we logged in; it may have the password too. */
function named({ authorizer }: Search, raw: string, page: Page): string {
  const url = new URL(raw, page.url)
  if (url.protocol === 'https:' || isLoopback(url)) authorizer.allow(url.origin)
  return url.href
}

type Find = {
  principal: string | null
  page: Page
  calendarHomes: string[]
  addressbookHomes: string[]
  addresses: string[]
  displayName: string | null
}

const homesOn = (search: Search, page: Page): { calendarHomes: string[]; addressbookHomes: string[] } => ({
  calendarHomes: calendarHomesOf(page.properties).map((raw) => named(search, raw, page)),
  addressbookHomes: addressbookHomesOf(page.properties).map((raw) => named(search, raw, page)),
})

async function readPrincipal(search: Search, url: string): Promise<Page> {
  try {
    return await read(search, url, principalProperties)
  } catch (error) {
    if (!(error instanceof DavError) || error.kind !== 'forbidden') throw error
    throw new DavError(
      'unauthorized',
      `${new URL(url).host} does not let this user in. Check user name and password.`,
      {
        status: 403,
        cause: error,
      },
    )
  }
}

async function look(search: Search, candidate: string): Promise<Find> {
  const page = await read(search, candidate, entryProperties)
  const principal = currentUserPrincipalOf(page.properties)
  if (principal !== null) {
    const address = named(search, principal, page)
    const own = await readPrincipal(search, address)
    const homes = homesOn(search, own)
    return {
      principal: address,
      page: own,
      ...homes,
      addresses: calendarUserAddressesOf(own.properties),
      displayName: displayNameOf(own.properties),
    }
  }
  // Without a principal, a collection the user pointed at is still worth having: it is its own home.
  const homes = homesOn(search, page)
  const kind = collectionKindOf(page.properties)
  if (homes.calendarHomes.length === 0 && (kind === 'calendar' || kind === 'subscribed-calendar'))
    homes.calendarHomes.push(page.url)
  if (homes.addressbookHomes.length === 0 && kind === 'addressbook') homes.addressbookHomes.push(page.url)
  return { principal: null, page, ...homes, addresses: [], displayName: null }
}

async function searchAll(search: Search, dns: DnsResolver): Promise<Find[]> {
  const finds: Find[] = []
  const failures: DavError[] = []
  const seen = new Set<string>()
  const dead = new Set<string>()
  const has = (service: Service): boolean =>
    finds.some((find) => (service === 'caldav' ? find.calendarHomes : find.addressbookHomes).length > 0)
  for (const service of ['caldav', 'carddav'] as const) {
    if (has(service)) continue
    for await (const candidate of candidates(search.entry, service, dns)) {
      const { origin } = new URL(candidate)
      if (seen.has(candidate) || dead.has(origin)) continue
      seen.add(candidate)
      try {
        finds.push(await look(search, candidate))
        if (has(service)) break
      } catch (error) {
        if (!(error instanceof DavError)) throw error
        // A server that refuses a password is not asked again and again: some then lock the account.
        if (error.kind === 'aborted' || (error.kind === 'unauthorized' && finds.length === 0)) throw error
        if (hopeless.includes(error.kind)) dead.add(origin)
        failures.push(error)
      }
    }
  }
  if (has('caldav') || has('carddav')) return finds
  const worst = telling.flatMap((kind) => failures.find((failure) => failure.kind === kind) ?? [])[0]
  throw (
    worst ??
    new DavError(
      'not-dav',
      `${search.entry.domain} answers, but not as a calendar or contacts server. Check the address; your provider’s help ` +
        'pages name it as “CalDAV” or “CardDAV”.',
    )
  )
}

/**
 * Finds a user's calendars and contacts from a mail address or URL (RFC 6764 §6, RFC 5397, RFC 4791 §6.2.1, RFC 6352 §7.1.1). The
 * password goes to the host the user typed, to hosts below or above it in DNS, and to those the server names after the log-in.
 *
 * @throws DavError `unreachable`, `unauthorized`, `not-dav`, `insecure` (no encryption, or a hand-over to a foreign host),
 *   `certificate`, `malformed` …, each with a message for the user
 */
export async function discover(input: DiscoveryInput): Promise<DiscoveredAccount> {
  const { address, user, password, signal, dns = systemDns() } = input
  const entry = readEntry(address)
  if (entry === null)
    throw new DavError(
      'not-dav',
      `“${address}” is neither a mail address nor a server’s address. Check for typing errors.`,
    )
  const authorizer = createPasswordAuthorizer({ user, password, origins: [entry.origin] })
  const http = input.createClient(authorizer)
  try {
    const finds = await searchAll({ entry, http, authorizer, signal }, dns)
    const main = finds.find(({ principal }) => principal !== null) ?? finds[0]
    if (main === undefined) throw new DavError('not-dav', `${entry.domain} is no calendar or contacts server.`)
    const { origin } = new URL(main.page.url)
    const toHref = (url: string): Href => normaliseHref(url, main.page.url, origin)
    const unique = (urls: readonly string[]): Href[] => [...new Set(urls.map(toHref))]
    return {
      origin,
      principal: main.principal === null ? null : toHref(main.principal),
      displayName: main.displayName,
      calendarHomes: unique(finds.flatMap(({ calendarHomes }) => calendarHomes)),
      addressbookHomes: unique(finds.flatMap(({ addressbookHomes }) => addressbookHomes)),
      calendarUserAddresses: [...new Set(finds.flatMap(({ addresses }) => addresses))],
      credentialOrigins: authorizer.origins(),
    }
  } finally {
    http.close()
  }
}
