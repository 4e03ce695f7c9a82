import { create } from 'zustand'
import { appEventSchema } from '../../shared/ipc/events.ts'
import type { CommandOutput } from '../../shared/ipc/commands.ts'
import { invoke } from './commands.ts'

/** What main says of itself, as last heard; null until the first answer. */
type AppState = { state: CommandOutput<'app.state'> | null }

export const useAppState = create<AppState>(() => ({ state: null }))

function merge(change: Partial<CommandOutput<'app.state'>>): void {
  useAppState.setState(({ state }) => (state === null ? { state } : { state: { ...state, ...change } }))
}

/** Reads main's state once and follows its events for the life of the page. */
export async function followAppState(): Promise<void> {
  window.daystream.onEvent((raw) => {
    const event = appEventSchema.parse(raw)
    switch (event.type) {
      case 'health':
        return merge({ health: event.health })
      case 'progress':
        return merge({ progress: event.progress })
      case 'cache':
        return merge({ cache: event.state })
      case 'network':
        return merge({ online: event.online })
    }
  })
  useAppState.setState({ state: await invoke('app.state', {}) })
}

/** Changes settings in main and shows them at once. */
export async function changeSettings(change: Partial<CommandOutput<'settings.set'>>): Promise<void> {
  merge({ settings: await invoke('settings.set', change) })
}
