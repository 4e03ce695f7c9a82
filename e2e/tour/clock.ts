import type { RunningApp } from '../app.ts'

/** Runs in the app: its clock goes on from another moment, at its own pace. */
function shiftDate(_modules: unknown, shift: number): void {
  const Real = Date
  globalThis.Date = class extends Real {
    constructor(...parts: [] | [number | string]) {
      super(parts.length === 0 ? Real.now() + shift : parts[0])
    }
    static override now(): number {
      return Real.now() + shift
    }
  } as DateConstructor
}

/** Sets the clock of main and of the window, so that the pictures are of the same day whenever they are taken. */
export async function setClock({ electron, window }: RunningApp, now: number): Promise<void> {
  const shift = now - Date.now()
  await electron.evaluate(shiftDate, shift)
  await window.addInitScript(`(${shiftDate.toString()})(undefined, ${shift})`)
  await window.reload()
}
