import { lookup, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isPublicAddress } from './public-address.ts'

/** A name that leads into the own network. */
export class InsideAddressError extends Error {
  override readonly name = 'InsideAddressError'
}

/** Asks the system for all addresses of a name. */
export type Resolver = (
  hostname: string,
  done: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void

const systemResolver: Resolver = (hostname, done) => {
  lookup(hostname, { all: true, verbatim: true }, (error, addresses) => done(error, addresses))
}

/**
 * Name resolution for one connection: the address that is checked is the address that is connected to, so that a name cannot change
 * its meaning in between. A name with any address inside is refused as a whole.
 */
export const pinnedLookup =
  (resolve: Resolver = systemResolver): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, (error, addresses) => {
      const first = addresses?.[0]
      if (error !== null || first === undefined) return callback(error ?? new Error('no address'), '', 0)
      if (!addresses.every(({ address }) => isPublicAddress(address)))
        return callback(new InsideAddressError(`${hostname} leads into the own network`), '', 0)
      if (options.all === true) callback(null, [...addresses])
      else callback(null, first.address, first.family)
    })
  }
