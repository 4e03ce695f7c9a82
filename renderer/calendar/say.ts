import { create } from 'zustand'

/** The last thing said to screen readers; `times` makes the same words heard again. */
export const useSaid = create<{ text: string; times: number }>(() => ({ text: '', times: 0 }))

/** Says something without showing it. */
export const say = (text: string): void => useSaid.setState(({ times }) => ({ text, times: times + 1 }))
