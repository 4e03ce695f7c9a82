import { useCallback, useEffect, useRef, type ReactNode } from 'react'
import { IconButton } from '../../ui/Button.tsx'
import { useEscape } from '../../ui/use-escape.ts'
import { select, startDraft, type Selection } from '../../view-state/view-state.ts'
import { useScope } from '../scope.ts'
import { panelMessages as messages } from './panel-messages.ts'
import './event-panel.css'

/** Closes the panel; the focus goes back to the event it was about. */
function close(selected: Selection | null): void {
  const block =
    selected === null ? null : document.querySelector<HTMLElement>(`[data-key="${CSS.escape(selected.key)}"]`)
  select(null)
  startDraft(null)
  block?.focus()
}

/**
 * The frame of the panel: a row with the calendar and what can be done, the content, and a foot that stays in sight.
 *
 * @param onEscape what Esc and the cross do; closing, where it is not given
 * @param loading whether another frame will take the place of this one in a moment
 */
export function PanelFrame({
  selected,
  label,
  actions,
  onEscape,
  loading = false,
  children,
  foot,
}: {
  selected: Selection | null
  label: string
  actions?: ReactNode
  onEscape?: () => void
  loading?: boolean
  children?: ReactNode
  foot?: ReactNode
}) {
  const { t, collections } = useScope()
  const collection = selected === null ? undefined : collections.get(selected.collection)
  const panel = useRef<HTMLElement>(null)
  // Who came by keyboard goes on here; a press of the pointer leaves the focus where it is.
  useEffect(() => {
    if (!loading && document.activeElement?.matches('[data-key]:focus-visible') === true) panel.current?.focus()
  }, [loading])
  const leave = useCallback(() => (onEscape === undefined ? close(selected) : onEscape()), [onEscape, selected])
  useEscape(leave)
  return (
    <section ref={panel} className="cal-panel" tabIndex={-1} aria-label={label}>
      <header className="cal-panel-head">
        {collection !== undefined && (
          <span className="cal-panel-calendar" data-hue={collection.hue}>
            <span className="cal-panel-hue" />
            <span className="ellipsis" dir="auto">
              {collection.displayName}
            </span>
          </span>
        )}
        <span className="cal-panel-space" />
        {actions}
        <IconButton icon="x" label={t(messages.close)} onPress={leave} />
      </header>
      <div className="cal-panel-body">{children}</div>
      {foot !== undefined && <footer className="cal-panel-foot">{foot}</footer>}
    </section>
  )
}
