export type ThemeChoice = 'system' | 'light' | 'dark'

/** Paints the page in a theme until the returned function is called; `system` follows the system's changes. */
export function applyTheme(choice: ThemeChoice): () => void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const paint = (): void => {
    const theme = choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice
    document.documentElement.dataset['theme'] = theme
  }
  paint()
  dark.addEventListener('change', paint)
  return () => dark.removeEventListener('change', paint)
}
