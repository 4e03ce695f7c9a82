import { isAbsolute, resolve } from 'node:path'
import { app } from 'electron'

/**
 * The profile folder: `--profile DIR`, or the system's place for this app. Must run before anything reads a path. Ends the
 * program, with a sentence, when the option has no folder.
 */
export function chooseProfile(args: readonly string[]): string {
  const at = args.indexOf('--profile')
  const named =
    args.find((each) => each.startsWith('--profile='))?.slice('--profile='.length) ??
    (at === -1 ? undefined : args[at + 1])
  if (at !== -1 && (named === undefined || named.startsWith('-'))) {
    process.stderr.write('--profile needs a folder after it, for example: --profile ./another-profile\n')
    process.exit(2)
  }
  if (named !== undefined && named !== '') app.setPath('userData', isAbsolute(named) ? named : resolve(named))
  return app.getPath('userData')
}
