import { memo, useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { showDate, showView, useViewState } from '../../view-state/view-state.ts'
import { EventBar } from '../event/EventBar.tsx'
import { MoreButton } from '../event/MoreButton.tsx'
import { useGesture, type Carry } from '../gesture/gesture.ts'
import { useJustChanged } from '../just-changed.ts'
import { layOutMonthWeek } from '../layout/month-week.ts'
import type { PartitionedDays } from '../layout/partition.ts'
import { messages } from '../messages.ts'
import { isWritable, useScope } from '../scope.ts'
import { dateOf, daysBetween, type DayFrame } from '../time/day-frame.ts'
import { weekNumber } from '../time/week.ts'
import { MonthItem } from './MonthItem.tsx'

const FIRST_LINE = 24
const LINE = 18.5

type Props = {
  frames: readonly DayFrame[]
  days: PartitionedDays
  lines: number
  /** The month the view is about, `YYYY-MM`: days of others are muted. */
  month: string
  today: string
  pastUntil: number
  /** By day, `1` where it is one of the weekend. */
  weekend: string
}

const sameWeek = (a: Props, b: Props): boolean =>
  a.frames === b.frames &&
  a.days.bars === b.days.bars &&
  a.days.timed.every((list, day) => list === b.days.timed[day]) &&
  a.lines === b.lines &&
  a.month === b.month &&
  a.today === b.today &&
  a.pastUntil === b.pastUntil &&
  a.weekend === b.weekend

/** One row of the month; drawn again only when something in its week changes. */
export const MonthWeek = memo(function MonthWeek({ frames, days, lines, month, today, pastUntil, weekend }: Props) {
  const { t, labels, collections } = useScope()
  const occurrences = useMemo(() => [...days.bars.map(({ occurrence }) => occurrence), ...days.timed.flat()], [days])
  const byKey = useMemo(() => new Map(occurrences.map((each) => [each.key, each])), [occurrences])
  const selected = useViewState(({ selected: one }) => (one !== null && byKey.has(one.key) ? one.key : null))
  const changed = useJustChanged(occurrences)
  const carry = useGesture(useShallow(({ carry: one }) => (isHere(frames, one) ? one : null)))

  const items = useMemo(
    () =>
      frames.flatMap((frame, day) =>
        // One that goes past midnight is shown on the day it begins.
        (days.timed[day] ?? [])
          .filter(({ start }) => start >= frame.start || day === 0)
          .map(({ key }) => ({ key, day })),
      ),
    [frames, days],
  )
  const { bars, items: placed, hidden } = useMemo(() => layOutMonthWeek(days.bars, items, lines), [days, items, lines])
  const barOf = new Map(days.bars.map((bar) => [bar.key, bar]))
  const top = (lane: number): number => FIRST_LINE + lane * LINE
  const share = 100 / 7

  return (
    <section
      className="cal-month-week"
      aria-label={t(messages.weekNumber, { number: weekNumber(frames[0]?.date ?? today) })}
    >
      <span className="cal-month-number" aria-hidden="true">
        {labels.number(weekNumber(frames[0]?.date ?? today))}
      </span>
      <div className="cal-month-days">
        {frames.map((frame, day) => (
          <div
            key={frame.date}
            className="cal-month-day"
            data-date={frame.date}
            data-weekend={weekend[day] === '1' || undefined}
            data-target={(carry !== null && targetDate(carry, frame) === frame.date) || undefined}
          >
            <button
              type="button"
              className="cal-month-date ui-focusable"
              tabIndex={-1}
              aria-label={t(messages.dayEvents, { day: labels.longDay(frame.date), count: countOf(days, day) })}
              aria-current={frame.date === today ? 'date' : undefined}
              data-other={frame.date.slice(0, 7) !== month || undefined}
              onClick={() => {
                showDate(frame.date)
                showView('day')
              }}
            >
              {frame.date.endsWith('-01') ? labels.dayAndMonth(frame.date) : labels.day(frame.date)}
            </button>
          </div>
        ))}
        {bars.map(({ key, lane, first, last }) => {
          const bar = barOf.get(key)
          if (bar === undefined) return null
          const collection = collections.get(bar.occurrence.collection)
          return (
            <EventBar
              key={key}
              occurrence={bar.occurrence}
              hue={collection?.hue ?? 'graphite'}
              calendar={collection?.displayName ?? ''}
              feed={collection?.kind === 'subscribed-calendar'}
              cutStart={bar.cutStart}
              cutEnd={bar.cutEnd}
              past={bar.occurrence.end <= pastUntil}
              selected={selected === key}
              carried={carry?.occurrence.key === key}
              movable={isWritable(collection)}
              changed={changed.find((one) => one.key === key)?.ring ?? false}
              style={{
                insetBlockStart: top(lane),
                insetInlineStart: `${first * share}%`,
                inlineSize: `${(last - first + 1) * share}%`,
              }}
            />
          )
        })}
        {placed.map(({ key, day, lane }) => {
          const occurrence = byKey.get(key)
          if (occurrence === undefined) return null
          const collection = collections.get(occurrence.collection)
          return (
            <MonthItem
              key={`${key} ${day}`}
              occurrence={occurrence}
              hue={collection?.hue ?? 'graphite'}
              calendar={collection?.displayName ?? ''}
              top={top(lane)}
              day={day}
              past={occurrence.end <= pastUntil}
              selected={selected === key}
              carried={carry?.occurrence.key === key}
              movable={isWritable(collection)}
              changed={changed.find((one) => one.key === key)?.ring ?? false}
            />
          )
        })}
        {hidden.map((count, day) =>
          count === 0 ? null : (
            <MoreButton
              key={frames[day]?.date}
              frame={frames[day] as DayFrame}
              count={count}
              bars={days.bars
                .filter(({ first, last }) => first <= day && day <= last)
                .map(({ occurrence }) => occurrence)}
              timed={days.timed[day] ?? []}
              className="cal-month-more"
              style={{
                insetBlockStart: top(lines - 1),
                insetInlineStart: `${day * share}%`,
                inlineSize: `${share}%`,
              }}
            >
              <span>{t(messages.moreLong, { count })}</span>
            </MoreButton>
          ),
        )}
      </div>
    </section>
  )
}, sameWeek)

const countOf = ({ bars, timed }: PartitionedDays, day: number): number =>
  bars.filter(({ first, last }) => first <= day && day <= last).length + (timed[day]?.length ?? 0)

const isHere = (frames: readonly DayFrame[], carry: Carry | null): boolean => {
  const start = frames[0]?.start ?? 0
  const end = frames.at(-1)?.end ?? 0
  if (carry === null) return false
  return [carry.when, carry.occurrence].some((span) => span.start < end && span.end >= start)
}

/** Whether a day is where the event in hand would come to lie: its first day, or any day of a longer one. */
function targetDate({ when }: Carry, frame: DayFrame): string | null {
  const first = when.startDate ?? dateOf(when.start, frame.zone)
  const days = when.endDate === null ? 1 : daysBetween(first, when.endDate)
  const index = daysBetween(first, frame.date)
  return index >= 0 && index < days ? frame.date : null
}
