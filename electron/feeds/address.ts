import { isIP } from 'node:net'
import { isPublicAddress } from './public-address.ts'

/** Where a feed may come from beyond the public internet: origins the user named. */
export type FeedPolicy = { readonly allowOrigins: readonly string[] }

export type FeedAddress = {
  readonly url: URL
  /** On the allow-list: on this computer or the own network. */ readonly trusted: boolean
}

const usualPorts = ['', '80', '443', '8080', '8443']

/**
 * Reads the address of a feed as people paste it: `webcal://` and `webcals://` mean https.
 *
 * @returns a sentence for the user where it may not be fetched
 */
export function readFeedAddress(text: string, policy: FeedPolicy): FeedAddress | string {
  let url: URL
  try {
    url = new URL(text.trim().replace(/^webcals?:\/\//i, 'https://'))
  } catch {
    return `"${text.trim().slice(0, 200)}" is not the address of a feed. It should begin with https:// or webcal://.`
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return `Feeds are fetched over https, http or webcal, not ${url.protocol.slice(0, -1)}.`
  url.hash = ''
  if (policy.allowOrigins.includes(url.origin)) return { url, trusted: true }
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const inside =
    isIP(host) === 0
      ? !host.includes('.') || /\.(local|localhost|internal|lan|home|home\.arpa)$/i.test(host)
      : !isPublicAddress(host)
  if (inside) return `${url.host} is on this computer or the own network. Allow ${url.origin} in the settings first.`
  if (!usualPorts.includes(url.port))
    return `${url.host} is not on a port of the web. Allow ${url.origin} in the settings first.`
  return { url, trusted: false }
}
