import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { coldStart } from './cold-start/cold-start.ts'
import { firstSync } from './first-sync.ts'
import { live } from './live.ts'
import { table, type Row } from './rows.ts'
import { wire } from './wire.ts'

type Sizes = { changes: number; runs: number }

const benchmarks: Record<string, (sizes: Sizes) => Promise<Row[]>> = {
  live,
  'first-sync': firstSync,
  wire,
  'cold-start': coldStart,
}

const usage = `Usage: npm run bench [-- NAME …] [--json FILE] [--changes N] [--runs N]
NAME is one of ${Object.keys(benchmarks).join(', ')}; without one, all run.`

const aNumber = (text: string, name: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1 on.`)
  return value
}

async function run(argv: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      changes: { type: 'string', default: '500' },
      runs: { type: 'string', default: '5' },
    },
  })
  const sizes = { changes: aNumber(values.changes, 'changes'), runs: aNumber(values.runs, 'runs') }
  const names = positionals.length > 0 ? positionals : Object.keys(benchmarks)
  const unknown = names.find((name) => !(name in benchmarks))
  if (unknown !== undefined) throw new Error(`There is no benchmark “${unknown}”.\n${usage}`)

  const rows: Row[] = []
  for (const name of names) {
    console.log(`Running ${name} …`)
    rows.push(...(await benchmarks[name]!(sizes)))
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`)
  }
  console.log(`\n${table(rows)}`)
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
