import type { RefObject } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Popover } from '../../ui/Popover.tsx'
import type { SeriesScope } from '../actions.ts'
import { messages } from '../messages.ts'
import { useScope } from '../scope.ts'
import './scope-popover.css'

/** Asks of an event that repeats whether this one or all are meant. Esc, or a press elsewhere, means neither. */
export function ScopePopover({
  question,
  anchor,
  isOpen,
  onChoose,
  onCancel,
}: {
  question: string
  anchor: RefObject<HTMLElement | null>
  isOpen: boolean
  onChoose: (scope: SeriesScope) => void
  onCancel: () => void
}) {
  const { t } = useScope()
  return (
    <Popover
      label={question}
      triggerRef={anchor}
      isOpen={isOpen}
      placement="bottom"
      onOpenChange={(open) => {
        if (!open) onCancel()
      }}
    >
      <div className="cal-scope">
        <p className="cal-scope-title">{question}</p>
        <p className="cal-scope-hint">{t(messages.applyTo)}</p>
        <div className="cal-scope-buttons">
          <Button variant="primary" onPress={() => onChoose('this')}>
            {t(messages.thisEvent)}
          </Button>
          <Button onPress={() => onChoose('all')}>{t(messages.allEvents)}</Button>
        </div>
      </div>
    </Popover>
  )
}
