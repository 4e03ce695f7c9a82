import { Resolver } from 'node:dns/promises'
import { isLoopback } from '../http/loopback.ts'

export type Service = 'caldav' | 'carddav'

/** The two look-ups discovery needs; node's `dns.promises.Resolver` fits. */
export type DnsResolver = {
  readonly resolveSrv: (
    name: string,
  ) => Promise<readonly { name: string; port: number; priority: number; weight: number }[]>
  readonly resolveTxt: (name: string) => Promise<readonly (readonly string[])[]>
}

export const systemDns = (): DnsResolver => new Resolver({ timeout: 2000, tries: 2 })

/** What the user typed, read as an address on the web or as a mail address. */
export type Entry = {
  /** Where to look first; null for a mail address. */
  readonly url: URL | null
  /** Host that the services are looked up for, with its port if it was given. */
  readonly origin: string
  readonly domain: string
}

/** Reads a mail address or URL as people type it: without scheme it is https, or http on this computer. null if it is neither. */
export function readEntry(text: string): Entry | null {
  const typed = text.trim()
  const mail = /^[^\s/@]+@([^\s/@:]+)$/.exec(typed)
  if (mail?.[1] !== undefined && URL.canParse(`https://${mail[1]}/`)) {
    const { origin, hostname } = new URL(`https://${mail[1]}/`)
    return { url: null, origin, domain: hostname }
  }
  const secure = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`
  if (typed === '' || !URL.canParse(secure)) return null
  const url = new URL(secure)
  if (secure !== typed && isLoopback(url)) url.protocol = 'http:'
  url.username = url.password = url.hash = ''
  return { url, origin: url.origin, domain: url.hostname }
}

const isAddress = (domain: string): boolean =>
  domain.startsWith('[') || /^[\d.]+$/.test(domain) || !domain.includes('.')

async function srvCandidates(service: Service, domain: string, dns: DnsResolver): Promise<string[]> {
  const name = `_${service}s._tcp.${domain}`
  const [records, texts] = await Promise.all([
    dns.resolveSrv(name).catch(() => []),
    dns.resolveTxt(name).catch(() => []),
  ])
  const path = texts
    .map((text) => /^path=(.*)$/i.exec(text.join(''))?.[1])
    .find((found) => found?.startsWith('/') === true)
  return records
    .filter((record) => record.name !== '' && record.name !== '.')
    .toSorted((a, b) => a.priority - b.priority || b.weight - a.weight)
    .flatMap((record) => {
      const origin = `https://${record.name}:${record.port}`
      return [...(path === undefined ? [] : [origin + path]), `${origin}/.well-known/${service}`]
    })
    .filter((url) => URL.canParse(url))
}

/**
 * The addresses to try for a service, best first (RFC 6764 §6): the one given, those in DNS, the well-known one, the root. DNS is
 * asked only when the first did not do.
 */
export async function* candidates(entry: Entry, service: Service, dns: DnsResolver): AsyncGenerator<string> {
  if (entry.url !== null) yield entry.url.href
  if (!isAddress(entry.domain)) yield* await srvCandidates(service, entry.domain, dns)
  yield `${entry.origin}/.well-known/${service}`
  yield `${entry.origin}/`
}
