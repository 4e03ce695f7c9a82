import type { CalendarObject } from './calendar-object.ts'
import type { Component } from './component.ts'
import { alarmSplices, fieldSplices } from './edit-fields.ts'
import { timeSplices, wantedTimes } from './edit-times.ts'
import type { EventPatch } from './event-fields.ts'
import { applySplices } from './splice.ts'
import type { Splice } from './splice.ts'
import { stampSplices } from './stamps.ts'
import type { Timing } from './timing.ts'
import { zoneNames } from './write-date.ts'
import type { ZoneNames } from './write-date.ts'

/** A text being edited. */
export type Draft = { text: string; object: CalendarObject; names: ZoneNames }

/** What an edit does to one component. */
export type ComponentChange = {
  component: Component
  /** Of its own lines. */
  splices: Splice[]
  /** Of its alarms: applied after the lines, which go before them. */
  alarms: Splice[]
  /** When it takes place changed. */
  rescheduled: boolean
}

export function draftOf(text: string, object: CalendarObject): Draft {
  const lines = object.members.flatMap((member) => member.lines)
  return { text, object, names: zoneNames(lines, object.zones) }
}

/** The change of a component that stands for itself. */
export function changeOf(
  draft: Draft,
  component: Component,
  timing: Timing | null,
  patch: EventPatch,
): ComponentChange {
  const { text, object, names } = draft
  const times =
    timing === null || (patch.start === undefined && patch.end === undefined)
      ? []
      : timeSplices(
          text,
          component,
          wantedTimes(timing, patch.start, patch.end, object.zones),
          timing,
          object.zones,
          names,
        )
  return {
    component,
    splices: [...times, ...fieldSplices(text, component, patch)],
    alarms: alarmSplices(text, component, patch),
    rescheduled: times.length > 0,
  }
}

/** Applies changes and stamps the components they touch; `removed` go whole. Nothing to do: the very same text. */
export function applyChanges(
  text: string,
  changes: readonly ComponentChange[],
  now: number,
  removed: readonly Component[] = [],
): string {
  const splices = changes.flatMap(({ component, splices: own, alarms, rescheduled }) =>
    own.length + alarms.length === 0 ? [] : [...own, ...stampSplices(text, component, now, rescheduled), ...alarms],
  )
  return applySplices(text, [...splices, ...removed.map(({ start, end }) => ({ start, end, text: '' }))])
}
