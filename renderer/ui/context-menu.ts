/** A ref that calls back on a right press (or the menu key) in an element, in place of the browser's own menu. */
export const onContextMenu =
  (open: () => void) =>
  (element: HTMLElement | null): (() => void) => {
    const onPress = (event: MouseEvent): void => {
      event.preventDefault()
      open()
    }
    element?.addEventListener('contextmenu', onPress)
    return () => element?.removeEventListener('contextmenu', onPress)
  }
