import { startAlone } from './process/alone.ts'
import { startInElectron } from './process/in-electron.ts'

const port = 'parentPort' in process ? process.parentPort : undefined
if (port === undefined || port === null) void startAlone(process.argv.slice(2))
else startInElectron(port, (code) => process.exit(code))
