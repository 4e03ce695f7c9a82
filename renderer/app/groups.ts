import { accountOrder } from '../i18n/account-order.ts'
import type { Account } from '../../shared/model/account.ts'
import type { Collection, CollectionKind } from '../../shared/model/collection.ts'

export type AccountGroup = { account: Account; collections: Collection[] }

const kindsOf: Record<'calendar' | 'contacts', readonly CollectionKind[]> = {
  calendar: ['calendar', 'subscribed-calendar'],
  contacts: ['addressbook'],
}

/**
 * What the rail lists: every account with its calendars or its address books. Collections come in
 * the server's order where it has one, then by name, feeds last.
 */
export function accountGroups(
  accounts: readonly Account[],
  collections: readonly Collection[],
  section: 'calendar' | 'contacts',
  locale: string,
): AccountGroup[] {
  const { compare } = new Intl.Collator(locale, { numeric: true })
  const feedsLast = ({ kind }: Collection): number => (kind === 'subscribed-calendar' ? 1 : 0)
  const kinds = kindsOf[section]
  return accounts.toSorted(accountOrder(locale)).map((account) => ({
    account,
    collections: collections
      .filter((each) => each.account === account.id && kinds.includes(each.kind))
      .toSorted(
        (a, b) =>
          feedsLast(a) - feedsLast(b) ||
          (a.order ?? Infinity) - (b.order ?? Infinity) || // equal infinities give NaN, which is falsy: on to the names
          compare(a.displayName, b.displayName),
      ),
  }))
}

/** The host an account is on, as shown beside its name; empty for the one on this computer. */
export const accountHost = (account: Account): string => (account.kind === 'local' ? '' : new URL(account.origin).host)
