import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { prepareBuild } from './build.mjs'
import { SetupError } from './command.mjs'
import { fromPlaywright, fromTap, fromVitest, honest } from './counts.mjs'
import { runHere } from './entry.mjs'

const SIDES = ['shared', 'electron', 'renderer', 'e2e']

/**
 * Every suite of `npm test`, cheapest first. `run()` shows the suite's own output and resolves to its counts; it is missing,
 * with the reason in `skip`, where there is nothing to run yet. `env` leads to Electron and a display, `reports` is a
 * folder for the suites' own reports.
 */
export function allSuites({ root, env, reports, say }) {
  const bin = (...path) => join(root, 'node_modules', ...path)
  const node = (args, more = {}) => runHere(process.execPath, args, { cwd: root, env: { ...env, ...more } })
  const check = (name, script, args) => ({ name, run: async () => asOne([await node([script, ...args])]) })

  return [
    {
      name: 'type-check',
      run: async () => {
        const codes = []
        for (const side of SIDES) codes.push(await node([bin('typescript', 'bin', 'tsc'), '-p', side]))
        return asOne(codes)
      },
    },
    check('lint', bin('oxlint', 'bin', 'oxlint'), ['--deny-warnings']),
    check('unused code', bin('knip', 'bin', 'knip.js'), ['--no-progress']),
    {
      name: 'set-up',
      run: async () => {
        const report = join(reports, 'setup.tap')
        const files = readdirSync(join(root, 'setup')).filter((file) => file.endsWith('.test.mjs'))
        const to = (reporter, place) => [`--test-reporter=${reporter}`, `--test-reporter-destination=${place}`]
        const args = ['--test', ...to('dot', 'stdout'), ...to('tap', report)]
        const code = await node([...args, ...files.map((file) => join('setup', file))])
        return counted(report, fromTap, code)
      },
    },
    {
      name: 'unit',
      run: async () => {
        const report = join(reports, 'unit.json')
        const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
        const code = await node([bin('vitest', 'vitest.mjs'), ...args])
        return counted(report, (text) => fromVitest(JSON.parse(text)), code)
      },
    },
    { name: 'build', run: async () => asOne([await built({ root, say })]) },
    {
      name: 'end to end',
      skip: existsSync(join(root, 'playwright.config.ts')) ? undefined : 'there is no playwright.config.ts',
      run: async () => {
        const report = join(reports, 'e2e.json')
        const args = [bin('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json']
        const code = await node(args, { PLAYWRIGHT_JSON_OUTPUT_FILE: report })
        return counted(report, (text) => fromPlaywright(JSON.parse(text)), code)
      },
    },
  ]
}

async function built({ root, say }) {
  try {
    await prepareBuild({ root, say })
    return 0
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    return 1
  }
}

const asOne = (codes) => {
  const passed = codes.every((code) => code === 0)
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 }
}

// A runner that died leaves no report: that is a failure, not a reason to stop counting.
function counted(report, parse, code) {
  const counts = existsSync(report) ? parse(readFileSync(report, 'utf8')) : { passed: 0, failed: 0, skipped: 0 }
  return honest(counts, code)
}
