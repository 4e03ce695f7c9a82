import { Fragment, memo } from 'react'
import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import { useViewState } from '../../view-state/view-state.ts'
import { describeEvent, titleOf, whenOf } from '../event/describe.ts'
import { useGesture } from '../gesture/gesture.ts'
import { useJustChanged } from '../just-changed.ts'
import type { AgendaDay } from '../layout/agenda.ts'
import { messages } from '../messages.ts'
import { useScope } from '../scope.ts'
import { clockMinute } from '../time/clock.ts'
import type { DayFrame } from '../time/day-frame.ts'

/** One day of the agenda, with the present moment between its rows. */
export function AgendaDayRows({ day, isToday, now }: { day: AgendaDay; isToday: boolean; now: number }) {
  const { t, labels } = useScope()
  const { frame, bars, timed } = day
  const nowBefore = isToday ? timed.findIndex(({ start }) => start > now) : -1
  return (
    <section className="cal-agenda-day" aria-label={labels.longDay(frame.date)}>
      <h2 className="cal-agenda-date" aria-current={isToday ? 'date' : undefined}>
        <span className="cal-agenda-number">{labels.day(frame.date)}</span>
        <span className="cal-agenda-weekday">{labels.weekday(frame.date)}</span>
      </h2>
      <div>
        {bars.map(({ occurrence, day: index, days }) => (
          <Row
            key={occurrence.key}
            occurrence={occurrence}
            frame={frame}
            now={now}
            note={days > 1 ? t(messages.dayCount, { day: index, days }) : null}
          />
        ))}
        {timed.map((occurrence, index) => (
          <Fragment key={occurrence.key}>
            {index === nowBefore && <Now now={now} />}
            <Row occurrence={occurrence} frame={frame} now={now} note={null} />
          </Fragment>
        ))}
        {isToday && nowBefore === -1 && <Now now={now} />}
        {bars.length === 0 && timed.length === 0 && <p className="cal-agenda-free">{t(messages.nothingToday)}</p>}
      </div>
    </section>
  )
}

function Now({ now }: { now: number }) {
  const { labels, zone } = useScope()
  return (
    <div className="cal-agenda-now" aria-hidden="true">
      <span>{labels.clock(clockMinute(now, zone))}</span>
    </div>
  )
}

const Row = memo(function Row({
  occurrence,
  frame,
  now,
  note,
}: {
  occurrence: ViewOccurrence
  frame: DayFrame
  now: number
  note: string | null
}) {
  const scope = useScope()
  const { t, collections } = scope
  const collection = collections.get(occurrence.collection)
  const selected = useViewState(({ selected: one }) => one?.key === occurrence.key)
  const [change] = useJustChanged([occurrence])
  const carry = useGesture(({ carry: one }) => (one?.occurrence.key === occurrence.key ? one : null))
  return (
    <button
      type="button"
      className="cal-agenda-row ui-focusable"
      tabIndex={-1}
      data-key={occurrence.key}
      data-hue={collection?.hue ?? 'graphite'}
      data-status={occurrence.status}
      data-done={occurrence.completed || undefined}
      data-past={occurrence.end <= now || undefined}
      data-changed={change?.ring || undefined}
      data-carried={carry !== null || undefined}
      aria-label={describeEvent(occurrence, collection?.displayName ?? '', scope)}
      aria-current={selected || undefined}
    >
      <span className="cal-agenda-line">
        {carry === null && (
          <span className="cal-agenda-time">
            <Time occurrence={occurrence} frame={frame} />
          </span>
        )}
        <span className="cal-agenda-bar" />
        <span className="cal-agenda-title" dir="auto">
          {titleOf(occurrence, t)}
        </span>
        {carry !== null && <span className="cal-chip">{whenOf({ ...occurrence, ...carry.when }, scope)}</span>}
        {note !== null && <span className="cal-agenda-place">{note}</span>}
        {note === null && occurrence.location !== '' && (
          <span className="cal-agenda-place" dir="auto">
            {occurrence.location}
          </span>
        )}
        <Extra occurrence={occurrence} now={now} />
      </span>
    </button>
  )
})

function Time({ occurrence, frame }: { occurrence: ViewOccurrence; frame: DayFrame }) {
  const { t, labels, zone } = useScope()
  if (occurrence.allDay) return <span className="cal-agenda-word">{t(messages.allDay)}</span>
  const { start, end } = labels.range(clockMinute(occurrence.start, zone), clockMinute(occurrence.end, zone))
  const before = occurrence.start < frame.start
  const after = occurrence.end > frame.end
  if (before && after) return <span className="cal-agenda-word">{t(messages.allDay)}</span>
  if (before) return t(messages.until, { time: end })
  if (after) return t(messages.from, { time: start })
  return (
    <>
      {start}
      <span className="cal-agenda-end">
        {t(messages.dash)}
        {end}
      </span>
    </>
  )
}

function Extra({ occurrence, now }: { occurrence: ViewOccurrence; now: number }) {
  const { t } = useScope()
  const left = Math.ceil((occurrence.end - now) / 60_000)
  const running = !occurrence.allDay && occurrence.start <= now && left > 0 && left < 24 * 60
  if (occurrence.pending === 'waiting') return <span className="cal-chip cal-chip-late">{t(messages.sending)}</span>
  if (occurrence.pending !== 'none') return <span className="cal-chip cal-chip-warn">{t(messages.notSentShort)}</span>
  return running ? <span className="cal-chip">{t(messages.minutesLeft, { minutes: left })}</span> : null
}
