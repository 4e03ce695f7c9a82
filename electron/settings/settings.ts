import { readFile, rename } from 'node:fs/promises'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { settingsSchema, type Settings } from '../../shared/ipc/commands.ts'

const defaults: Settings = { localAccount: null, theme: 'system', allowFeedOrigins: [], weakCredentialStorage: false }

export type SettingsStore = {
  get(): Settings
  /** @throws Error when the disk refuses; the settings are then as they were */
  set(change: Partial<Settings>): Promise<Settings>
}

/** Opens the settings file. One that cannot be read is set aside as `<path>.damaged`, and the defaults hold. */
export async function openSettings(path: string): Promise<SettingsStore> {
  let settings = defaults
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text !== null) {
    try {
      settings = { ...defaults, ...settingsSchema.partial().parse(JSON.parse(text)) } as Settings
    } catch (error) {
      if (!(error instanceof SyntaxError) && !(error instanceof z.ZodError)) throw error
      await rename(path, `${path}.damaged`)
    }
  }
  return {
    get: () => settings,
    async set(change) {
      const next = settingsSchema.parse({ ...settings, ...change })
      await writeFileAtomic(path, `${JSON.stringify(next, null, 2)}\n`)
      settings = next
      return next
    },
  }
}
