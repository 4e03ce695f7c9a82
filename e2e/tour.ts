import { takeAll } from './tour/pictures.ts'
import { build } from './tour/stage.ts'

// Drives the app through what it is for, and writes the pictures that the README shows into assets/pictures.
async function tour(): Promise<void> {
  const stage = await build()
  try {
    for (const scheme of ['light', 'dark'] as const) await takeAll(stage, scheme)
  } finally {
    await stage.strike()
  }
}

tour().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
