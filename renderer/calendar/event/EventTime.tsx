import { useScope } from '../scope.ts'
import { messages } from '../messages.ts'

/**
 * `13:00 – 14:30`, of which the end falls away where it does not fit whole; after a move the old start, struck, and the new one.
 */
export function EventTime({ start, end, old }: { start: string; end: string; old: string | null }) {
  const { t } = useScope()
  if (old !== null)
    return (
      <span className="cal-time" data-changed="">
        <span>
          <s>{old}</s> →&nbsp;
        </span>
        <span>{start}</span>
      </span>
    )
  return (
    <span className="cal-time">
      <span>{start}</span>
      <span>
        {t(messages.dash)}
        {end}
      </span>
    </span>
  )
}
