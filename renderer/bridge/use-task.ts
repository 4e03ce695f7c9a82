import { useState } from 'react'
import { reasonOf } from '../../shared/model/reason.ts'

/**
 * What a form or dialog is there to do. `failure` is why it was refused, in plain words; `busy` stays true after success, for then the form
 * goes. `refuse` says what is wrong before anything is tried, or takes it back.
 */
export function useTask(): {
  failure: string | null
  busy: boolean
  refuse: (reason: string | null) => void
  run: (task: () => Promise<unknown>) => Promise<void>
} {
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  async function run(task: () => Promise<unknown>): Promise<void> {
    setBusy(true)
    try {
      await task()
    } catch (error) {
      setFailure(reasonOf(error))
      setBusy(false)
    }
  }
  return { failure, busy, refuse: setFailure, run }
}
