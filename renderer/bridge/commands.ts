import type { Bridge } from '../../shared/ipc/bridge.ts'
import { commands, type CommandInput, type CommandName, type CommandOutput } from '../../shared/ipc/commands.ts'

declare global {
  interface Window {
    readonly daystream: Bridge
  }
}

/** A command that main refused; `message` is for the user. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly kind: string
  constructor(kind: string, message: string) {
    super(message)
    this.kind = kind
  }
}

/**
 * Runs a command of the contract in main.
 *
 * @throws CommandError with a plain message when main refuses
 */
export async function invoke<Name extends CommandName>(
  name: Name,
  input: CommandInput<Name>,
): Promise<CommandOutput<Name>> {
  const result = await window.daystream.invoke(name, input)
  if (!result.ok) throw new CommandError(result.error.kind, result.error.message)
  return commands[name].output.parse(result.value) as CommandOutput<Name>
}
