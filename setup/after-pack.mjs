import { rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Called by electron-builder: a runtime that was unpacked for development carries a default app, which no package needs. */
export default async function afterPack({ appOutDir, packager }) {
  await rm(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true })
}
