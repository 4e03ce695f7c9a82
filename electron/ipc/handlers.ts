import type { CommandOutput, Settings } from '../../shared/ipc/commands.ts'
import type { Account } from '../../shared/model/account.ts'
import type { Collection } from '../../shared/model/collection.ts'
import {
  LOCAL_ACCOUNT,
  collectionId,
  splitCollectionId,
  type AccountId,
  type CollectionId,
  type Href,
} from '../../shared/model/names.ts'
import type { Session } from '../accounts/session.ts'
import type { DavConnection } from '../dav/connection.ts'
import { createCollection, deleteCollection, updateCollection } from '../accounts/manage-collections.ts'
import type { SettingsStore } from '../settings/settings.ts'
import type { Outbox } from '../sync/outbox.ts'
import { previewFeed } from '../subscriptions/preview.ts'
import { CannotSubscribe, refreshSubscription, subscribe, type SubscriptionWish } from '../subscriptions/subscribe.ts'
import type { Handlers } from './serve.ts'

/** What a window asks of itself. */
export type WindowControls = { control(action: 'minimise' | 'toggle-maximise' | 'close'): void }

/** An account at work. */
export type OpenAccount = { readonly account: Account; readonly session: Session }

export type HandlerParts = {
  settings: SettingsStore
  outbox: Outbox
  state: () => Omit<CommandOutput<'app.state'>, 'settings'>
  /** @throws Error when there is no such account */
  open: (account: AccountId) => OpenAccount
  checkNow: (account: AccountId | null) => void
  addLocalAccount: () => Promise<AccountId>
  addAccount(input: {
    address: string
    user: string
    password: string
  }): Promise<{ account: AccountId; calendars: number; addressBooks: number }>
  setPassword: (account: AccountId, password: string) => Promise<void>
  removeAccount: (account: AccountId) => Promise<void>
  /** Carries changed settings to where they matter. */
  onSettings: (settings: Settings) => Promise<void>
  zone: () => string
}

/** What answers each command: a few lines each, the work is done in the rooms below. */
export function createHandlers(parts: HandlerParts): Handlers<WindowControls> {
  const { settings, outbox, open } = parts

  /** The way to an account's server. @throws Error when there is none just now */
  function reach({ account, session }: OpenAccount): DavConnection {
    const connection = session.connection()
    if (connection === null)
      throw new Error(`${account.displayName} cannot be reached now. Nothing was changed. Try again when it is back.`)
    return connection
  }

  /** A collection and the account that keeps it. */
  function find(id: CollectionId): { owner: OpenAccount; collection: Collection } {
    const owner = open(splitCollectionId(id).account)
    const collection = owner.session.collections().find((each) => each.id === id)
    if (collection === undefined)
      throw new Error('This calendar is not there any more. It may have been deleted on its server.')
    return { owner, collection }
  }

  function homeFor({ account }: OpenAccount, kind: 'calendar' | 'addressbook'): Href {
    const [home] = kind === 'calendar' ? account.calendarHomes : account.addressbookHomes
    if (home === undefined)
      throw new Error(`${account.displayName} has no place for ${kind === 'calendar' ? 'calendars' : 'address books'}.`)
    return home
  }

  async function subscribeAt(id: AccountId, wish: SubscriptionWish): Promise<CollectionId> {
    const owner = open(id)
    const href = await subscribe(reach(owner), homeFor(owner, 'calendar'), wish)
    await owner.session.relist()
    return collectionId(id, href)
  }

  return {
    'app.state': async () => ({ ...parts.state(), settings: settings.get() }),
    async 'settings.set'(change) {
      const next = await settings.set(withoutUndefined(change))
      await parts.onSettings(next)
      return next
    },
    'account.addLocal': async () => ({ account: await parts.addLocalAccount() }),
    'account.add': (input) => parts.addAccount(input),
    async 'account.setPassword'({ account, password }) {
      await parts.setPassword(account, password)
      return {}
    },
    async 'account.remove'({ account }) {
      await outbox.accountRemoved(account)
      await parts.removeAccount(account)
      return {}
    },
    'edit.put': (edit) => outbox.edit(edit),
    'edit.delete': (edit) => outbox.edit({ ...edit, data: null }),
    async 'pending.retry'({ id }) {
      const account = outbox.pending().find((change) => change.id === id)?.account
      if (account !== undefined) open(account)
      await outbox.retry(id)
      return {}
    },
    async 'pending.discard'({ id }) {
      await outbox.discard(id)
      return {}
    },
    async 'conflict.resolve'({ id, keep }) {
      await outbox.resolve(id, keep)
      return {}
    },
    async 'collection.create'({ account, kind, displayName, hue }) {
      const owner = open(account)
      if (kind !== 'calendar' && kind !== 'addressbook')
        throw new Error('Only calendars and address books can be made here.')
      const href = await createCollection(reach(owner), homeFor(owner, kind), { kind, displayName, hue })
      await owner.session.relist()
      return { collection: collectionId(account, href) }
    },
    async 'collection.update'({ collection: id, displayName, hue }) {
      const { owner, collection } = find(id)
      await updateCollection(reach(owner), collection.href, { displayName, hue })
      await owner.session.relist()
      return {}
    },
    async 'collection.delete'({ collection: id }) {
      const { owner, collection } = find(id)
      await deleteCollection(reach(owner), collection.href)
      await owner.session.relist()
      return {}
    },
    'subscription.preview': ({ url }) =>
      previewFeed(url, { allowOrigins: settings.get().allowFeedOrigins, now: Date.now(), zone: parts.zone() }),
    async 'subscription.create'({ account, ...wish }) {
      if (account === LOCAL_ACCOUNT) await parts.addLocalAccount()
      try {
        return { collection: await subscribeAt(account, wish) }
      } catch (error) {
        // As the dialog says: what that server cannot fetch, this computer does.
        if (!(error instanceof CannotSubscribe)) throw error
        return { collection: await subscribeAt(await parts.addLocalAccount(), wish) }
      }
    },
    async 'subscription.refresh'({ collection: id }) {
      const { owner, collection } = find(id)
      await refreshSubscription(reach(owner), collection.href)
      await owner.session.relist()
      return {}
    },
    async 'sync.checkNow'({ account }) {
      outbox.wake(account)
      parts.checkNow(account)
      return {}
    },
    async 'sync.cancel'({ collection }) {
      open(splitCollectionId(collection).account).session.cancel(collection)
      return {}
    },
    async 'window.control'({ action }, window) {
      window.control(action)
      return {}
    },
  }
}

const withoutUndefined = <Value extends object>(
  value: Value,
): { [Key in keyof Value]: Exclude<Value[Key], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never
