import { randomBytes } from 'node:crypto'
import { reasonOf } from '../../../shared/model/reason.ts'
import { startLocalServer } from '../server.ts'
import { readArguments, type Arguments } from './arguments.ts'
import { rememberPassword } from './passwords.ts'
import { plainMessage } from './plain-message.ts'

const usage =
  'Usage: npm run local-server -- --port N --data DIR [--user U --password P] [--allow-feed-origin ORIGIN …]'

const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })

async function serve({ port, data, user, password, ...rest }: Arguments): Promise<void> {
  const chosen = password ?? randomBytes(15).toString('base64url')
  const server = await startLocalServer({
    dataDir: data,
    port,
    user,
    secret: chosen,
    allowFeedOrigins: rest['allow-feed-origin'],
  })
  // Only its hash is kept, so the password that was given or printed goes on working when the app serves the folder
  await rememberPassword(data, chosen)
  const end = stopped()
  process.stdout.write(`ready url=${server.origin}/ user=${user} password=${chosen}\n`)
  await end
  await server.close()
}

/** Serves without the app, for any CalDAV or CardDAV client, until SIGTERM or SIGINT. */
export async function startAlone(argv: readonly string[]): Promise<void> {
  let options: Arguments
  try {
    options = readArguments(argv)
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n${usage}\n`)
    process.exit(2)
  }
  try {
    await serve(options)
    process.exit(0)
  } catch (error) {
    process.stderr.write(`${plainMessage(error, options.data)}\n`)
    process.exit(1)
  }
}
