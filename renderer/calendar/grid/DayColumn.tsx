import { memo, useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import type { CollectionId } from '../../../shared/model/names.ts'
import { useViewState } from '../../view-state/view-state.ts'
import { EventBlock } from '../event/EventBlock.tsx'
import { useGesture, type Carry } from '../gesture/gesture.ts'
import { useJustChanged, useOldPlaces } from '../just-changed.ts'
import { layOutDay, type DaySpan } from '../layout/day-columns.ts'
import { messages } from '../messages.ts'
import { isWritable, useScope } from '../scope.ts'
import { wallMinute, type DayFrame } from '../time/day-frame.ts'
import { CarriedBlock } from './CarriedBlock.tsx'
import { DraftBlock } from './DraftBlock.tsx'
import { MoreEvents } from './MoreEvents.tsx'

const MIN_HEIGHT = 15
const NARROW = 50
/** Free strips beside the events: 2 px at the start, 5 px at the end. */
const STRIPS = 7

/** The events that lie in a day, as spans of its minutes. */
function spansOf(frame: DayFrame, occurrences: readonly ViewOccurrence[]): DaySpan[] {
  return occurrences.map(({ key, start, end }) => ({
    key,
    start: wallMinute(frame, start),
    end: Math.max(wallMinute(frame, start), wallMinute(frame, end)),
  }))
}

const touches = (frame: DayFrame, { start, end }: { start: number; end: number }): boolean =>
  start < frame.end && end > frame.start

const isHere = (frame: DayFrame, carry: Carry | null): carry is Carry =>
  carry !== null && carry.when.startDate === null && (touches(frame, carry.when) || touches(frame, carry.occurrence))

/**
 * One day of the time grid. Drawn again only when one of its own events changes; `width` is that of the column and `hour` the height
 * of an hour, both in px; `pastUntil` is the present instant on the present day, and an end of time on any other.
 */
export const DayColumn = memo(function DayColumn({
  frame,
  occurrences,
  width,
  hour,
  pastUntil,
  weekend,
}: {
  frame: DayFrame
  occurrences: readonly ViewOccurrence[]
  width: number
  hour: number
  pastUntil: number
  weekend: boolean
}) {
  const { t, labels, collections } = useScope()
  const selected = useViewState(({ selected: one }) =>
    one !== null && occurrences.some(({ key }) => key === one.key) ? one.key : null,
  )
  const carry = useGesture(useShallow(({ carry: one }) => (isHere(frame, one) ? one : null)))
  const changed = useJustChanged(occurrences)
  const oldPlaces = useOldPlaces(frame.start, frame.end)

  const minimum = Math.max(18, Math.ceil(((MIN_HEIGHT + 1) / hour) * 60))
  const { blocks, more } = useMemo(() => layOutDay(spansOf(frame, occurrences), minimum), [frame, occurrences, minimum])
  const byKey = useMemo(() => new Map(occurrences.map((each) => [each.key, each])), [occurrences])
  const hueOf = (collection: CollectionId) => collections.get(collection)?.hue ?? 'graphite'
  const y = (minute: number): number => (minute / 60) * hour

  return (
    <section
      className="cal-column"
      data-date={frame.date}
      data-weekend={weekend || undefined}
      data-raised={changed.some(({ ring }) => ring) || undefined}
      aria-label={t(messages.dayEvents, { day: labels.longDay(frame.date), count: occurrences.length })}
    >
      <div className="cal-column-events">
        {oldPlaces.map(({ key, from }) => (
          <Ghost key={key} hue={hueOf(key.split('\n')[0] as CollectionId)} frame={frame} when={from} hour={hour} />
        ))}
        {blocks.map((block) => {
          const occurrence = byKey.get(block.key)
          if (occurrence === undefined) return null
          const collection = collections.get(occurrence.collection)
          const change = changed.find(({ key }) => key === block.key)
          const inline = block.inset === 0 ? (width - STRIPS) * block.width : width - STRIPS - block.inset
          return (
            <EventBlock
              key={block.key}
              occurrence={occurrence}
              hue={collection?.hue ?? 'graphite'}
              calendar={collection?.displayName ?? ''}
              top={y(block.start) + 1}
              height={Math.max(MIN_HEIGHT, y(block.end - block.start) - 2)}
              clear={block.clearUntil === block.end ? Infinity : y(block.clearUntil - block.start) - 1}
              inset={block.inset}
              from={block.from}
              width={block.width}
              layer={block.layer}
              ring={block.ring}
              narrow={inline < NARROW}
              past={occurrence.end <= pastUntil}
              selected={block.key === selected}
              carried={carry?.occurrence.key === block.key}
              movable={isWritable(collection)}
              changed={change?.ring ?? false}
              oldStart={change?.from?.start ?? null}
            />
          )
        })}
        {more.map((group) => (
          <MoreEvents
            key={`${group.start} ${group.keys[0]}`}
            group={group}
            top={y(group.start) + 1}
            height={Math.max(MIN_HEIGHT, y(group.end - group.start) - 2)}
            occurrences={group.keys.flatMap((key) => byKey.get(key) ?? [])}
            frame={frame}
          />
        ))}
        {carry !== null && touches(frame, carry.when) && (
          <CarriedBlock carry={carry} frame={frame} hour={hour} hue={hueOf(carry.occurrence.collection)} />
        )}
        <DraftBlock frame={frame} hour={hour} />
      </div>
    </section>
  )
})

function Ghost({
  hue,
  frame,
  when,
  hour,
}: {
  hue: string
  frame: DayFrame
  when: { start: number; end: number } | null
  hour: number
}) {
  if (when === null) return null
  const start = wallMinute(frame, when.start)
  const height = ((wallMinute(frame, when.end) - start) / 60) * hour - 2
  return (
    <div
      className="cal-ghost"
      data-hue={hue}
      style={{ insetBlockStart: (start / 60) * hour + 1, blockSize: Math.max(MIN_HEIGHT, height) }}
    />
  )
}
