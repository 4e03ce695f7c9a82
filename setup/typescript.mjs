// node setup/typescript.mjs FILE.ts [arguments]: runs a TypeScript script on any supported Node, without a build of its own.
// The script sees the arguments as if Node had started it; it must have done its imports when its top level ends.
import { resolve } from 'node:path'
import { runnerImport } from 'vite'

process.argv.splice(1, 2, resolve(process.argv[2]))
await runnerImport(process.argv[1], { logLevel: 'warn' })
