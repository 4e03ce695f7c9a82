import { create } from 'zustand'

/** The last thing said to screen readers; `times` makes the same words heard again. */
export const useAnnounced = create<{ text: string; times: number }>(() => ({ text: '', times: 0 }))

/** Says something without showing it. */
export const announce = (text: string): void => useAnnounced.setState(({ times }) => ({ text, times: times + 1 }))
