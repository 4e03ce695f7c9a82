import type { CommandOutput } from '../../shared/ipc/commands.ts'
import type { Account } from '../../shared/model/account.ts'
import type { AccountId } from '../../shared/model/names.ts'

/** What the banner row says; `key` tells one cause from the next, so that closing one does not silence another. */
export type BannerContent = { key: string } & (
  | { type: 'notice'; message: string }
  | { type: 'needs-you' | 'unreachable'; account: AccountId; name: string; message: string }
  | { type: 'offline' | 'rebuilding' | 'no-keyring' }
)

/**
 * The one thing to say, most pressing first: what was just refused, an account that needs the user, no network, an account that cannot
 * be reached, a cache being read anew, passwords that will not be kept.
 */
export function bannerContent(
  state: CommandOutput<'app.state'>,
  accounts: readonly Account[],
  notice: string | null,
  closed: ReadonlySet<string>,
): BannerContent | null {
  const candidates: BannerContent[] = []
  if (notice !== null) candidates.push({ key: `notice ${notice}`, type: 'notice', message: notice })
  const troubled = (mechanism: 'needs-you' | 'offline', type: 'needs-you' | 'unreachable'): void => {
    for (const { account: id, mechanism: at, error } of state.health) {
      const account = accounts.find((each) => each.id === id)
      if (at !== mechanism || error === null || account === undefined) continue
      candidates.push({ key: `${type} ${id}`, type, account: id, name: account.displayName, message: error })
    }
  }
  troubled('needs-you', 'needs-you')
  if (!state.online) candidates.push({ key: 'offline', type: 'offline' })
  else troubled('offline', 'unreachable')
  if (state.cache === 'rebuilding') candidates.push({ key: 'rebuilding', type: 'rebuilding' })
  if (state.credentialStorage === 'memory' && accounts.some(({ kind }) => kind === 'remote'))
    candidates.push({ key: 'no-keyring', type: 'no-keyring' })
  return candidates.find(({ key }) => !closed.has(key)) ?? null
}
