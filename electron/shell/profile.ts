import { isAbsolute, resolve } from 'node:path'
import { app } from 'electron'

/** The profile folder: `--profile DIR`, or the system's place for this app. Must run before anything reads a path. */
export function chooseProfile(args: readonly string[]): string {
  const at = args.indexOf('--profile')
  const named =
    args.find((each) => each.startsWith('--profile='))?.slice('--profile='.length) ??
    (at === -1 ? undefined : args[at + 1])
  if (named !== undefined && named !== '') app.setPath('userData', isAbsolute(named) ? named : resolve(named))
  return app.getPath('userData')
}
