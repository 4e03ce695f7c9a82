import type { Component } from './component.ts'
import { lineValue, parameters } from './content-line.ts'
import { durationMs, formatMinutes, parseDuration } from './duration.ts'
import type { EventPatch } from './event-fields.ts'
import { property } from './component.ts'
import { MINUTE } from './local-time.ts'
import { lineBreakOf, parametersWithout, replaceLines } from './splice.ts'
import type { Splice } from './splice.ts'
import { escapeText, foldLine, textList, unescapeText } from './text-value.ts'

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index])

/** Replaces a property unless it says the same already; an empty value takes it away. */
function setProperty(text: string, component: Component, name: string, encoded: string, same: boolean): Splice[] {
  if (same) return []
  const old = component.lines.filter((line) => line.name === name)
  // ALTREP points to another rendering of the old text.
  const kept = parametersWithout(old[0], 'ALTREP')
  return replaceLines(text, component, old, encoded === '' ? [] : [`${name}${kept}:${encoded}`])
}

const valueOf = (component: Component, name: string): string => {
  const line = property(component, name)
  return line === undefined ? '' : lineValue(line)
}

/** CATEGORIES of all lines. */
export const categoriesOf = (component: Component): string[] =>
  component.lines.filter((line) => line.name === 'CATEGORIES').flatMap((line) => textList(lineValue(line)))

/**
 * The minutes before the start at which an alarm of the common kind goes off: DISPLAY or AUDIO, by a duration from the start.
 * null for any other.
 */
export function minutesBefore(alarm: Component): number | null {
  const trigger = property(alarm, 'TRIGGER')
  const action = valueOf(alarm, 'ACTION').trim().toUpperCase()
  if (trigger === undefined || (action !== 'DISPLAY' && action !== 'AUDIO')) return null
  if (parameters(trigger).some(({ name, values }) => name === 'RELATED' && values[0]?.toUpperCase() === 'END'))
    return null
  const duration = parseDuration(lineValue(trigger))
  return duration === null ? null : -durationMs(duration) / MINUTE
}

export const alarmsOf = (component: Component): Component[] =>
  component.components.filter((part) => part.name === 'VALARM')

/** The splices that leave of the common alarms those wanted and add those missing; to be applied after all others. */
export function alarmSplices(text: string, component: Component, patch: EventPatch): Splice[] {
  const wanted = patch.alarms
  if (wanted === undefined) return []
  const summary = patch.summary ?? unescapeText(valueOf(component, 'SUMMARY'))
  const there = alarmsOf(component).map((alarm) => ({ alarm, minutes: minutesBefore(alarm) }))
  const gone = there.filter(({ minutes }) => minutes !== null && !wanted.includes(minutes))
  const missing = wanted.filter((minutes) => !there.some((alarm) => alarm.minutes === minutes))
  const lineBreak = lineBreakOf(text)
  const made = [...new Set(missing)].map((minutes) =>
    [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `DESCRIPTION:${escapeText(summary)}`,
      `TRIGGER:${formatMinutes(-minutes)}`,
      'END:VALARM',
    ]
      .map((line) => foldLine(line, lineBreak))
      .join(''),
  )
  const removed = gone.map(({ alarm }) => ({ start: alarm.start, end: alarm.end, text: '' }))
  if (made.length === 0) return removed
  return [...removed, { start: component.bodyEnd, end: component.bodyEnd, text: made.join('') }]
}

/** The splices that bring everything of a patch but its times, its rule and its alarms into a component. */
export function fieldSplices(text: string, component: Component, patch: EventPatch): Splice[] {
  const splices: Splice[] = []
  const set = (name: string, encoded: string, same: boolean): void => {
    splices.push(...setProperty(text, component, name, encoded, same))
  }
  const setText = (name: string, value: string | undefined): void => {
    if (value !== undefined) set(name, escapeText(value), unescapeText(valueOf(component, name)) === value)
  }
  const setRaw = (name: string, value: string | undefined): void => {
    if (value !== undefined) set(name, value, valueOf(component, name).trim() === value)
  }
  setText('SUMMARY', patch.summary)
  setText('LOCATION', patch.location)
  setText('DESCRIPTION', patch.description)
  setRaw('URL', patch.url)
  setRaw('COLOR', patch.color)
  if (patch.categories !== undefined)
    set('CATEGORIES', patch.categories.map(escapeText).join(','), sameList(categoriesOf(component), patch.categories))
  if (patch.transparency !== undefined) {
    const transparent = valueOf(component, 'TRANSP').trim().toUpperCase() === 'TRANSPARENT'
    set('TRANSP', patch.transparency.toUpperCase(), transparent === (patch.transparency === 'transparent'))
  }
  return splices
}

/** The part of a patch to bring into an override as well: what it had in common with its master until now. */
export function inherited(patch: EventPatch, master: Component, override: Component): EventPatch {
  const common: EventPatch = {}
  const same = (name: string): boolean => valueOf(master, name) === valueOf(override, name)
  if (patch.summary !== undefined && same('SUMMARY')) common.summary = patch.summary
  if (patch.location !== undefined && same('LOCATION')) common.location = patch.location
  if (patch.description !== undefined && same('DESCRIPTION')) common.description = patch.description
  if (patch.url !== undefined && same('URL')) common.url = patch.url
  if (patch.color !== undefined && same('COLOR')) common.color = patch.color
  if (patch.transparency !== undefined && same('TRANSP')) common.transparency = patch.transparency
  if (patch.categories !== undefined && sameList(categoriesOf(master), categoriesOf(override)))
    common.categories = patch.categories
  const minutes = (component: Component): string => alarmsOf(component).map(minutesBefore).join()
  if (patch.alarms !== undefined && minutes(master) === minutes(override)) common.alarms = patch.alarms
  return common
}
