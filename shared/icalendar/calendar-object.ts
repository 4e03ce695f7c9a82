import { findComponents, property, readComponents } from './component.ts'
import type { Component } from './component.ts'
import { lineValue } from './content-line.ts'
import type { ZoneFinder } from './date-value.ts'
import { zoneFinder } from './vtimezone.ts'

export const componentNames = ['VEVENT', 'VTODO', 'VJOURNAL'] as const
export type ComponentName = (typeof componentNames)[number]

/** A CalendarObjectResource's components (RFC 4791 §4.1): one UID, one kind. */
export type CalendarObject = {
  uid: string
  component: ComponentName
  /** Masters and overrides, in the order of the text. */
  members: Component[]
  zones: ZoneFinder
  /** Filled as values are read. */
  warnings: string[]
}

const wanted: ReadonlySet<string> = new Set([...componentNames, 'VTIMEZONE'])

const lineText = (component: Component, name: string): string => {
  const line = property(component, name)
  return line === undefined ? '' : lineValue(line).trim()
}

export const uidOf = (component: Component): string => lineText(component, 'UID')

/** Whether `next` is a later revision than `one` of the same instance: by SEQUENCE, then LAST-MODIFIED, then their order. */
function isNewer(next: Component, one: Component): boolean {
  const sequence = (component: Component): number => Math.trunc(Number(lineText(component, 'SEQUENCE'))) || 0
  if (sequence(next) !== sequence(one)) return sequence(next) > sequence(one)
  return lineText(next, 'LAST-MODIFIED') >= lineText(one, 'LAST-MODIFIED')
}

/** Some programs leave old revisions beside the new one: each instance once. */
function latest(members: readonly Component[]): Component[] {
  const byInstance = new Map<string, Component>()
  for (const member of members) {
    const instance = lineText(member, 'RECURRENCE-ID')
    const one = byInstance.get(instance)
    if (one === undefined || isNewer(member, one)) byInstance.set(instance, member)
  }
  return [...byInstance.values()]
}

/** Reads the object; null when it holds no event, task or journal entry. */
export function readCalendarObject(text: string): CalendarObject | null {
  const found = findComponents(readComponents(text), wanted)
  const all = found.filter((component) => component.name !== 'VTIMEZONE')
  const first = all[0]
  const component = componentNames.find((name) => name === first?.name)
  if (first === undefined || component === undefined) return null
  const uid = uidOf(first)
  const own = all.filter((member) => member.name === component && uidOf(member) === uid)
  const members = latest(own)
  const warnings: string[] = []
  if (own.length < all.length) warnings.push('It holds entries of other UIDs or kinds; only the first is shown.')
  if (members.length < own.length) warnings.push('It holds several versions of the same event; the newest is shown.')
  const vtimezones = found.filter((member) => member.name === 'VTIMEZONE')
  const zones = zoneFinder(text, vtimezones, (tzid) => {
    warnings.push(`The time zone “${tzid}” is not known; its times are shown as they are written.`)
  })
  return { uid, component, members, zones, warnings }
}
