import type { Account } from '../../shared/model/account.ts'

/** The order accounts are listed in everywhere: servers by name, this computer last. */
export function accountOrder(locale: string): (a: Account, b: Account) => number {
  const { compare } = new Intl.Collator(locale, { numeric: true })
  return (a, b) => Number(a.kind === 'local') - Number(b.kind === 'local') || compare(a.displayName, b.displayName)
}
