import { z } from 'zod'
import { channels } from '../../shared/ipc/bridge.ts'
import { commands, type CommandName, type CommandOutput, type CommandResult } from '../../shared/ipc/commands.ts'
import { DavError } from '../../shared/model/dav-error.ts'

/** What answers each command, given its parsed input and who asks. */
export type Handlers<Asker> = {
  [Name in CommandName]: (
    input: z.output<(typeof commands)[Name]['input']>,
    asker: Asker,
  ) => Promise<CommandOutput<Name>>
}

/** The part of Electron's ipcMain and its events that is needed: who sent it is checked at each call. */
export type CommandPort<Asker> = {
  handle(
    channel: string,
    listener: (
      sender: { url: string; isMainFrame: boolean; asker: Asker },
      name: unknown,
      input: unknown,
    ) => Promise<CommandResult>,
  ): void
}

const isCommand = (name: unknown): name is CommandName => typeof name === 'string' && Object.hasOwn(commands, name)

/** What the system or the language says of a failure is no sentence for a user; our own errors are. */
function plainly(error: unknown): string {
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return 'The disk is full, so nothing was changed. Free some space and try again.'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return 'Daystream may not write to its own folder, so nothing was changed. Allow it there and try again.'
  const ours = error instanceof Error && Object.getPrototypeOf(error) === Error.prototype && syscall === undefined
  if (ours) return error.message
  return 'Something went wrong inside Daystream. What is on your servers is untouched. Try again; daystream.log says more.'
}

function refusal(error: unknown): CommandResult {
  if (error instanceof z.ZodError)
    return { ok: false, error: { kind: 'invalid', message: `That could not be understood: ${z.prettifyError(error)}` } }
  if (error instanceof DavError) return { ok: false, error: { kind: error.kind, message: error.message } }
  return { ok: false, error: { kind: 'failed', message: plainly(error) } }
}

/**
 * Serves the contract of shared/ipc: only pages at `pageUrl`, only their main frame, only known commands, only input that
 * parses; what is asked before `handlers` are there waits for them. Whatever goes wrong comes back as a plain message and never
 * throws across the border.
 */
export function serveCommands<Asker>(
  port: CommandPort<Asker>,
  pageUrl: string,
  handlers: Promise<Handlers<Asker>>,
  onDefect: (error: unknown) => void,
): void {
  port.handle(channels.command, async (sender, name, input) => {
    if (sender.url.split(/[?#]/)[0] !== pageUrl || !sender.isMainFrame)
      return { ok: false, error: { kind: 'forbidden', message: 'Not for this page.' } }
    if (!isCommand(name)) return { ok: false, error: { kind: 'invalid', message: 'There is no such command.' } }
    try {
      const handler = (await handlers)[name] as (input: unknown, asker: Asker) => Promise<unknown>
      return { ok: true, value: await handler(commands[name].input.parse(input), sender.asker) }
    } catch (error) {
      if (!(error instanceof DavError)) onDefect(error)
      return refusal(error)
    }
  })
}
