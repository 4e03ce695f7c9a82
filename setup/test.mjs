// npm test: prepares what is missing, runs every suite and ends with one line for all of them.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SetupError } from './command.mjs'
import { total } from './counts.mjs'
import { enter } from './entry.mjs'
import { prepare, ROOT } from './prepare.mjs'
import { sayOn } from './say.mjs'
import { allSuites } from './suites.mjs'

const say = sayOn(process.stdout)

// The last line is the sum also when nothing could be run.
const couldNotStart = (error) => {
  if (!(error instanceof SetupError)) throw error
  say(`${error.message}\n0 passed, 1 failed`)
  return 1
}

const runSuites = async () => {
  const { env, stop } = await prepare({ say, runtime: true, window: true, tests: true })
  if (!process.stdout.isTTY) env.NO_COLOR = '1'
  const reports = await mkdtemp(join(tmpdir(), 'daystream-reports-'))
  const results = []
  try {
    for (const suite of allSuites({ root: ROOT, env, reports, say })) {
      if (suite.skip !== undefined) {
        say(`\n== ${suite.name}: left out, ${suite.skip}`)
        continue
      }
      say(`\n== ${suite.name}`)
      results.push({ name: suite.name, ...(await suite.run()) })
    }
  } finally {
    await stop()
    await rm(reports, { recursive: true, force: true })
  }
  say('')
  for (const { name, passed, failed, skipped } of results) {
    say(
      `${failed > 0 ? 'FAILED' : 'ok    '}  ${name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`,
    )
  }
  const { passed, failed } = total(results)
  say(`${passed} passed, ${failed} failed`)
  return failed > 0 || passed === 0 ? 1 : 0
}

await enter(say, () => runSuites().catch(couldNotStart))
