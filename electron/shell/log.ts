import log from 'electron-log/main'
import { join } from 'node:path'
import { redact } from '../settings/redact.ts'

export type Log = { info(line: string): void; error(line: string, error?: unknown): void }

const MAX_BYTES = 2_000_000

/** Writes redacted lines to `daystream.log` in the profile; errors keep their stack, without what must not be read. */
export function openLog(profile: string): Log {
  log.transports.file.resolvePathFn = () => join(profile, 'daystream.log')
  log.transports.file.maxSize = MAX_BYTES
  log.transports.console.level = 'error'
  const describe = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
  return {
    info: (line) => log.info(redact(line)),
    error: (line, error) => log.error(redact(error === undefined ? line : `${line}: ${describe(error)}`)),
  }
}
