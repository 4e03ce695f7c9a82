import type { AppEvent } from './events.ts'
import type { CommandName, CommandResult } from './commands.ts'

/** Channels of the contract; nothing else is served. */
export const channels = {
  command: 'daystream:command',
  event: 'daystream:event',
  /** Carries one MessagePort to a page: the cache port and view ports to the hidden window, its view port to a UI window. */
  port: 'daystream:port',
} as const

/** What preload gives a page as `window.daystream`. */
export type Bridge = {
  platform: 'darwin' | 'win32' | 'linux'
  invoke(name: CommandName, input: unknown): Promise<CommandResult>
  /** Listens to app events; returns how to stop. */
  onEvent(listener: (event: AppEvent) => void): () => void
}

/**
 * How ports reach a page: preload posts `{ daystream: 'port', kind }` to its own window with the port attached. `cache` and `view`
 * ports go to the hidden window, which hands them to its worker; a UI window gets `view` only, once per life of the worker.
 */
export type PortMessage = { daystream: 'port'; kind: 'cache' | 'view' }
