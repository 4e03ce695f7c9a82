import { create } from 'zustand'
import { reasonOf } from '../../shared/model/reason.ts'

/** Something that went wrong with no form or list of its own to say it in: shown in the banner until closed. */
export const useNotice = create<{ message: string | null }>(() => ({ message: null }))

export const showNotice = (message: string): void => useNotice.setState({ message })
export const closeNotice = (): void => useNotice.setState({ message: null })

/** Runs what the user asked for; what main refuses is said in the banner. */
export function orSay(work: Promise<unknown>): void {
  work.catch((error: unknown) => showNotice(reasonOf(error)))
}
