import { useMemo, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { IconButton } from '../../ui/Button.tsx'
import { useViewState } from '../../view-state/view-state.ts'
import { EventBar } from '../event/EventBar.tsx'
import { whenOf } from '../event/describe.ts'
import { useGesture } from '../gesture/gesture.ts'
import { useJustChanged } from '../just-changed.ts'
import { layOutAllDay, type BarSpan } from '../layout/lanes.ts'
import type { DayBar } from '../layout/partition.ts'
import { messages } from '../messages.ts'
import { isWritable, useScope } from '../scope.ts'
import { dateOf, daysBetween, type DayFrame } from '../time/day-frame.ts'

const LANE = 22
const DRAFT = 'draft'

/** The events of whole days above the hours: up to four lanes, or three and "+n" that shows all in place. */
export function AllDayArea({
  frames,
  bars,
  today,
}: {
  frames: readonly DayFrame[]
  bars: readonly DayBar[]
  today: string
}) {
  const scope = useScope()
  const { t, labels, collections } = scope
  const [expanded, setExpanded] = useState(false)
  const selected = useViewState(({ selected: one }) => one?.key ?? null)
  const occurrences = useMemo(() => bars.map(({ occurrence }) => occurrence), [bars])
  const changed = useJustChanged(occurrences)
  const carry = useGesture(({ carry: one }) => (one?.when.startDate === null ? null : one))
  const draft = useDraftBar(frames)
  const carried = carry === null ? null : barOfDates(frames, carry.when.startDate ?? '', carry.when.endDate ?? '')

  const spans = useMemo(() => (draft === null ? bars : [...bars, draft]), [bars, draft])
  const layout = useMemo(() => layOutAllDay(spans, frames.length, expanded), [spans, frames.length, expanded])
  const byKey = useMemo(() => new Map(bars.map((bar) => [bar.key, bar])), [bars])
  const rows = Math.max(1, layout.lanes + (layout.crowded && !expanded ? 1 : 0))
  const place = ({ first, last }: Pick<BarSpan, 'first' | 'last'>, lane: number) => ({
    insetBlockStart: lane * LANE,
    insetInlineStart: `${(first / frames.length) * 100}%`,
    inlineSize: `${((last - first + 1) / frames.length) * 100}%`,
  })

  return (
    <div className="cal-allday">
      <div className="cal-allday-label">
        <span>{t(messages.allDay)}</span>
        {layout.crowded && (
          <IconButton
            icon={expanded ? 'up' : 'down'}
            size={24}
            label={t(expanded ? messages.fewer : messages.showAllDay)}
            onPress={() => setExpanded(!expanded)}
          />
        )}
      </div>
      <section className="cal-allday-days" data-expanded={expanded || undefined} aria-label={t(messages.allDayArea)}>
        <div className="cal-allday-lanes" style={{ blockSize: rows * LANE + 6 }}>
          {frames.map(({ date }) => (
            <span key={date} className="cal-allday-day" />
          ))}
          {layout.bars.map(({ key, lane, first, last }) => {
            const bar = byKey.get(key)
            if (bar === undefined)
              return <div key={key} className="cal-bar-draft" style={place({ first, last }, lane)} />
            const collection = collections.get(bar.occurrence.collection)
            const change = changed.find((one) => one.key === key)
            return (
              <EventBar
                key={key}
                occurrence={bar.occurrence}
                hue={collection?.hue ?? 'graphite'}
                calendar={collection?.displayName ?? ''}
                feed={collection?.kind === 'subscribed-calendar'}
                cutStart={bar.cutStart}
                cutEnd={bar.cutEnd}
                past={(frames[last]?.date ?? '') < today && !bar.cutEnd}
                selected={selected === key}
                carried={carry?.occurrence.key === key}
                movable={isWritable(collection)}
                changed={change?.ring ?? false}
                style={place({ first, last }, lane)}
              />
            )
          })}
          {carry !== null && carried !== null && (
            <div
              className="cal-bar cal-bar-carried"
              data-hue={collections.get(carry.occurrence.collection)?.hue ?? 'graphite'}
              data-carried-block=""
              style={place(carried, layout.bars.find(({ key }) => key === carry.occurrence.key)?.lane ?? 0)}
              aria-hidden="true"
            >
              <span className="cal-bar-body">{whenOf({ ...carry.occurrence, ...carry.when }, scope)}</span>
            </div>
          )}
          {!expanded &&
            layout.hidden.map((count, day) =>
              count === 0 ? null : (
                <button
                  key={frames[day]?.date}
                  type="button"
                  className="cal-allday-more ui-focusable"
                  aria-label={t(messages.moreOn, { count, day: labels.longDay(frames[day]?.date ?? '') })}
                  onClick={() => setExpanded(true)}
                  style={place({ first: day, last: day }, layout.lanes)}
                >
                  {t(messages.more, { count })}
                </button>
              ),
            )}
        </div>
      </section>
    </div>
  )
}

function barOfDates(frames: readonly DayFrame[], startDate: string, endDate: string): BarSpan | null {
  const origin = frames[0]?.date ?? ''
  const first = Math.max(0, daysBetween(origin, startDate))
  const last = Math.min(frames.length - 1, daysBetween(origin, endDate) - 1)
  return last < first ? null : { key: DRAFT, first, last }
}

/** The new all-day event being typed, as a bar. */
function useDraftBar(frames: readonly DayFrame[]): BarSpan | null {
  const draft = useViewState(
    useShallow(({ draft: one }) => (one?.allDay === true ? { start: one.start, end: one.end } : null)),
  )
  return useMemo(() => {
    const zone = frames[0]?.zone
    if (draft === null || zone === undefined) return null
    return barOfDates(frames, dateOf(draft.start, zone), dateOf(draft.end, zone))
  }, [draft, frames])
}
