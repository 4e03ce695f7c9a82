import type { Component } from './component.ts'
import { property } from './component.ts'
import { lineValue } from './content-line.ts'
import type { Moment } from './date-value.ts'
import { changeOf } from './component-change.ts'
import type { ComponentChange, Draft } from './component-change.ts'
import { alarmSplices, fieldSplices, inherited } from './edit-fields.ts'
import { movedLines, movedRecurrenceId, ruleValue } from './edit-series.ts'
import { moveBetween, timeSplices, wantedTimes } from './edit-times.ts'
import type { Move, StartAndEnd } from './edit-times.ts'
import type { EventPatch } from './event-fields.ts'
import { findInstance, namedOverrides } from './instance.ts'
import { identityOf } from './series.ts'
import { parametersWithout, replaceLines } from './splice.ts'
import type { Splice } from './splice.ts'
import { timingOf } from './timing.ts'
import type { Timing } from './timing.ts'
import { sameMoment } from './write-date.ts'

/** Where a series goes: the new times of its master, and the way there for all that names its instances. */
type Relocation = { wanted: StartAndEnd; move: Move; from: Moment; moved: boolean }

/** The times wanted for the instance at `anchor`, carried over to the master; null when they are as they were. */
function relocationOf({ object }: Draft, master: Timing, patch: EventPatch, anchor: string | null): Relocation | null {
  const shown = findInstance(object, anchor).timing
  if (shown === null || (patch.start === undefined && patch.end === undefined)) return null
  const target = wantedTimes(shown, patch.start, patch.end, object.zones)
  if (sameMoment(target.start, shown.start) && sameMoment(target.end, shown.end)) return null
  const move = moveBetween(shown.start, target.start)
  const start = move(master.start)
  const end = { ...target.end, local: start.local + (target.end.local - target.start.local) }
  return { wanted: { start, end }, move, from: master.start, moved: !sameMoment(start, master.start) }
}

const namingInstances: ReadonlySet<string> = new Set(['RRULE', 'EXRULE', 'RDATE', 'EXDATE'])

/** The splices that set another rule, or none. */
function ruleSplices(draft: Draft, master: Component, rrule: string | null, start: Moment | null): Splice[] {
  const { text } = draft
  if (rrule === null)
    return master.lines
      .filter((line) => namingInstances.has(line.name))
      .flatMap((line) => replaceLines(text, master, [line], []))
  const old = master.lines.filter((line) => line.name === 'RRULE')
  const value = start === null ? rrule : ruleValue(rrule, start)
  return replaceLines(text, master, old, [`RRULE${parametersWithout(old[0])}:${value}`])
}

const sameLength = (a: Timing, b: Timing): boolean => a.length.days === b.length.days && a.length.ms === b.length.ms

/** An override follows its series: its RECURRENCE-ID always, its own times where they were those of the series. */
function overrideChange(
  draft: Draft,
  override: { component: Component; original: Moment },
  master: { component: Component; timing: Timing },
  relocation: Relocation | null,
  patch: EventPatch,
): ComponentChange {
  const { text, object, names } = draft
  const { component, original } = override
  const common = inherited(patch, master.component, component)
  const splices: Splice[] = []
  const timing = timingOf(component, object.zones)
  if (relocation !== null && timing !== null) {
    const { wanted, move, from } = relocation
    if (relocation.moved) splices.push(...movedRecurrenceId(text, component, from, move, object.zones, names))
    if (identityOf(timing.start) === identityOf(original)) {
      const start = move({ ...from, local: original.local })
      const usual = sameLength(timing, master.timing) || start.isDate !== timing.start.isDate
      const span = usual ? wanted.end.local - wanted.start.local : timing.end.local - timing.start.local
      const end = { ...(usual ? wanted.end : start), local: start.local + span }
      splices.push(...timeSplices(text, component, { start, end }, timing, object.zones, names))
    }
  }
  return {
    component,
    rescheduled: splices.length > 0,
    splices: [...splices, ...fieldSplices(text, component, common)],
    alarms: alarmSplices(text, component, common),
  }
}

/** What an edit of a whole object does. `ruleChanged`: some overrides may no longer be instances of it. */
export type WholeEdit = { changes: ComponentChange[]; removed: Component[]; ruleChanged: boolean }

/**
 * Edits a whole event or series.
 *
 * @param anchor the instance whose start and end the patch gives; null: the master
 */
export function editWhole(draft: Draft, master: Component, patch: EventPatch, anchor: string | null): WholeEdit {
  const { text, object, names } = draft
  const timing = timingOf(master, object.zones)
  const rule = property(master, 'RRULE')
  const present = rule === undefined ? null : lineValue(rule).trim()
  const rrule = patch.rrule?.trim() === present ? undefined : patch.rrule
  if (timing === null) return { changes: [changeOf(draft, master, null, patch)], removed: [], ruleChanged: false }
  const relocation = relocationOf(draft, timing, patch, anchor)
  const overrides = namedOverrides(object, timing.start)
  const when: Splice[] = []
  if (relocation !== null) when.push(...timeSplices(text, master, relocation.wanted, timing, object.zones, names))
  if (relocation?.moved === true && rrule !== null)
    when.push(...movedLines(text, master, relocation.from, relocation.move, rrule === undefined, object.zones, names))
  if (rrule !== undefined) when.push(...ruleSplices(draft, master, rrule, relocation?.wanted.start ?? timing.start))
  const whole: ComponentChange = {
    component: master,
    splices: [...when, ...fieldSplices(text, master, patch)],
    alarms: alarmSplices(text, master, patch),
    rescheduled: when.length > 0,
  }
  if (rrule === null)
    return { changes: [whole], removed: overrides.map(({ component }) => component), ruleChanged: false }
  const followed = overrides.map((override) =>
    overrideChange(draft, override, { component: master, timing }, relocation, patch),
  )
  return { changes: [whole, ...followed], removed: [], ruleChanged: rrule !== undefined }
}
