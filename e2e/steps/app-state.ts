import type { Page } from '@playwright/test'
import type { z } from 'zod'
import type { Bridge } from '../../shared/ipc/bridge.ts'
import { commandResultSchema, commands, type CommandName, type Settings } from '../../shared/ipc/commands.ts'
import type { PushMechanismName } from '../../shared/model/health.ts'
import { until } from './until.ts'

declare global {
  interface Window {
    readonly daystream: Bridge
  }
}

const state = commands['app.state'].output
type AppState = z.infer<typeof state>

/** Asks main as a window of the app does. */
async function command(page: Page, name: CommandName, input: object): Promise<unknown> {
  const answer = await page.evaluate(([called, given]) => window.daystream.invoke(called, given), [
    name,
    input,
  ] as const)
  const result = commandResultSchema.parse(answer)
  if (!result.ok) throw new Error(`${name}: ${result.error.message}`)
  return result.value
}

export const appState = async (page: Page): Promise<AppState> => state.parse(await command(page, 'app.state', {}))

export const setSettings = (page: Page, settings: Partial<Settings>): Promise<unknown> =>
  command(page, 'settings.set', settings)

export const checkNow = (page: Page): Promise<unknown> => command(page, 'sync.checkNow', { account: null })

/** Waits until every account and collection is kept up to date by this mechanism, and no first sync is under way. */
export const settledOn = (page: Page, mechanism: PushMechanismName): Promise<AppState> =>
  until(`the app to settle on ${mechanism}`, async () => {
    const now = await appState(page)
    const settled =
      now.health.length > 0 &&
      now.health.every((each) => each.mechanism === mechanism) &&
      now.progress.every((each) => each.state === 'done')
    return settled ? now : null
  })
