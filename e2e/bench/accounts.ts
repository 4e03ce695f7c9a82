import type { Page } from '@playwright/test'
import { fillInAccount, launch, newProfile, type RunningApp } from '../app.ts'
import type { PushMechanismName } from '../../shared/model/health.ts'
import { setSettings, settledOn } from '../steps/app-state.ts'
import { until } from '../steps/until.ts'
import { sleep } from './clock.ts'
import { watchPage } from './in-page.ts'

export type Address = { url: string; user: string; password: string }

/** Waits until a watched window has heard that a first sync of `events` objects is done. It is asked rarely: asking costs time too. */
export async function firstSyncDone(page: Page, events: number): Promise<void> {
  await until(`the first sync of ${events} events`, async () => {
    await sleep(200)
    const progress = Object.values(await page.evaluate(() => window.benchWatch.firstSyncs))
    const failed = progress.find(({ state }) => state === 'failed' || state === 'cancelled')
    if (failed !== undefined) throw new Error(`The first sync of ${failed.displayName} stopped after ${failed.done}.`)
    return progress.some(({ state, done }) => state === 'done' && done >= events) ? true : null
  })
}

/** The app with one account whose events are all in the cache, quiet, its window watched. */
export async function appWithAccount(
  server: Address,
  { events, mechanism }: { events: number; mechanism: PushMechanismName },
): Promise<{ app: RunningApp; profile: string; remove: () => Promise<void> }> {
  const profile = await newProfile()
  const app = await launch({ profile: profile.path, zone: 'UTC' })
  await watchPage(app.window)
  // Without a keyring the password would be gone at a restart.
  await setSettings(app.window, { weakCredentialStorage: true })
  const form = await fillInAccount(app.window, { address: server.url, user: server.user, password: server.password })
  await form.press()
  await firstSyncDone(app.window, events)
  await settledOn(app.window, mechanism)
  return { app, profile: profile.path, remove: profile.remove }
}
