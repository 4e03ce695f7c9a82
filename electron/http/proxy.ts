import { DavError } from '../../shared/model/dav-error.ts'

export type Proxy = { readonly host: string; readonly port: number }

/**
 * Picks from a proxy list as PAC scripts and Chromium write it (`PROXY a:3128; DIRECT`) the first entry this client can use.
 *
 * @returns null for a direct connection
 * @throws DavError `unreachable` if only kinds are listed that it cannot use (SOCKS, a proxy spoken to in TLS)
 */
export function chooseProxy(list: string, host: string): Proxy | null {
  const entries = list
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  for (const entry of entries) {
    if (entry.toUpperCase() === 'DIRECT') return null
    const match = /^PROXY\s+\[?([^\s\]]+?)\]?(?::(\d+))?$/i.exec(entry)
    if (match?.[1] !== undefined) return { host: match[1], port: Number(match[2] ?? 80) }
  }
  if (entries.length === 0) return null
  throw new DavError(
    'unreachable',
    `${host} can only be reached by a kind of proxy that is not supported (${entries.join('; ')}). Use an HTTP proxy.`,
  )
}
