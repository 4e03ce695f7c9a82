import { useSyncExternalStore } from 'react'

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener)
  return () => window.removeEventListener('resize', listener)
}

/** Width of the window in CSS px, as it changes. */
export const useWindowWidth = (): number => useSyncExternalStore(subscribe, () => window.innerWidth)
