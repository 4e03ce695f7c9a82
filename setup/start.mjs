// npm start [-- --profile DIR …]: prepares what is missing and opens the app; all arguments go to the app.
import { enter, runHere } from './entry.mjs'
import { prepare, ROOT } from './prepare.mjs'
import { sayOn } from './say.mjs'

const say = sayOn(process.stdout)

await enter(say, async () => {
  const { env, electron, sandbox, virtual, stop } = await prepare({ say, build: true, runtime: true, window: true })
  try {
    say('Starting Daystream')
    // Without a desktop Chromium complains about its bus and its graphics card; errors that end it are still shown.
    const quiet = virtual ? ['--log-level=3'] : []
    const args = [...sandbox, ...quiet, ROOT, ...process.argv.slice(2)]
    return await runHere(electron.executable, args, { env, cwd: process.env.INIT_CWD })
  } finally {
    await stop()
  }
})
