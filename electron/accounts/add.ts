import { randomUUID } from 'node:crypto'
import type { CollectionKind } from '../../shared/model/collection.ts'
import { DavError } from '../../shared/model/dav-error.ts'
import { accountId } from '../../shared/model/names.ts'
import { discover, type DiscoveryInput } from '../dav/discovery.ts'
import { collectionKindOf } from '../dav/properties/resource-type.ts'
import { propfind } from '../dav/requests/propfind.ts'
import { dav } from '../dav/xml/names.ts'
import { createHttpClient } from '../http/client.ts'
import { connectAccount, type ClientOptions } from './connection.ts'
import type { StoredAccount } from './store.ts'

export type AddAccountInput = Pick<DiscoveryInput, 'address' | 'user' | 'password' | 'dns' | 'signal'> & {
  readonly existing: readonly StoredAccount[]
  readonly client: ClientOptions
}

export type FoundAccount = {
  readonly account: StoredAccount
  /** How many of each its homes list. */
  readonly calendars: number
  readonly addressBooks: number
}

/** `anna@work.example` of a server is one account, by whatever address it was found. */
const isSame = (a: StoredAccount, b: StoredAccount): boolean =>
  a.origin === b.origin &&
  (a.principal !== null || b.principal !== null ? a.principal === b.principal : a.user === b.user)

/** Counts by kind alone: tokens of large collections take some servers seconds to find out. */
async function countCollections(
  account: StoredAccount,
  { password, client, signal }: AddAccountInput,
): Promise<{ calendars: number; addressBooks: number }> {
  const connection = connectAccount(account, password, client)
  try {
    const kinds: (CollectionKind | null)[] = []
    for (const href of new Set([...account.calendarHomes, ...account.addressbookHomes])) {
      const listing = await propfind(connection, { href, depth: '1', properties: [dav('resourcetype')], signal })
      for await (const { properties } of listing.responses) kinds.push(collectionKindOf(properties))
    }
    return {
      calendars: kinds.filter((kind) => kind === 'calendar' || kind === 'subscribed-calendar').length,
      addressBooks: kinds.filter((kind) => kind === 'addressbook').length,
    }
  } finally {
    connection.http.close()
  }
}

/**
 * Finds a server by address (RFC 6764), tries the password and reads what the account has. Nothing is stored.
 *
 * @throws DavError with a plain message naming the host: unreachable, password refused, no calendar or contacts server, …; `refused`
 *   for an account that is there already
 */
export async function findAccount(input: AddAccountInput): Promise<FoundAccount> {
  const { address, user, password, existing, client, dns, signal } = input
  const createClient: DiscoveryInput['createClient'] = (authorizer) => createHttpClient({ ...client, authorizer })
  const found = await discover({ address, user, password, createClient, dns, signal })
  const { host } = new URL(found.origin)
  const account: StoredAccount = {
    id: accountId(randomUUID()),
    displayName: found.displayName ?? host,
    kind: 'remote',
    origin: found.origin,
    user,
    principal: found.principal,
    calendarHomes: [...found.calendarHomes],
    addressbookHomes: [...found.addressbookHomes],
    calendarUserAddresses: [...found.calendarUserAddresses],
    credentialOrigins: [...found.credentialOrigins],
  }
  const twin = existing.find((each) => isSame(each, account))
  if (twin !== undefined)
    throw new DavError(
      'refused',
      `${user} on ${host} is there already, as “${twin.displayName}”. If its password changed, change it in that account.`,
    )
  return { account, ...(await countCollections(account, input)) }
}
