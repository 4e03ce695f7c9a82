import { useEffect } from 'react'

/** What Esc puts away, the last to appear on top. */
const open: (() => void)[] = []

function onKeyDown(event: KeyboardEvent): void {
  const top = open.at(-1)
  if (event.key !== 'Escape' || event.defaultPrevented || top === undefined) return
  event.preventDefault()
  top()
}

/** Calls back when Esc is pressed while this is the last thing that appeared, and nothing nearer to the focus has used the key. */
export function useEscape(onEscape: () => void): void {
  useEffect(() => {
    if (open.length === 0) window.addEventListener('keydown', onKeyDown)
    open.push(onEscape)
    return () => {
      open.splice(open.lastIndexOf(onEscape), 1)
      if (open.length === 0) window.removeEventListener('keydown', onKeyDown)
    }
  }, [onEscape])
}
