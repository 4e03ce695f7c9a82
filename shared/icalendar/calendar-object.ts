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

export function uidOf(component: Component): string {
  const line = property(component, 'UID')
  return line === undefined ? '' : lineValue(line).trim()
}

/** Reads the object; null when it holds no event, task or journal entry. */
export function readCalendarObject(text: string): CalendarObject | null {
  const found = findComponents(readComponents(text), wanted)
  const all = found.filter((component) => component.name !== 'VTIMEZONE')
  const first = all[0]
  const component = componentNames.find((name) => name === first?.name)
  if (first === undefined || component === undefined) return null
  const uid = uidOf(first)
  const members = all.filter((member) => member.name === component && uidOf(member) === uid)
  const warnings: string[] = []
  if (members.length < all.length) warnings.push('It holds entries of other UIDs or kinds; only the first is shown.')
  const vtimezones = found.filter((member) => member.name === 'VTIMEZONE')
  const zones = zoneFinder(text, vtimezones, (tzid) => {
    warnings.push(`The time zone “${tzid}” is not known; its times are shown as they are written.`)
  })
  return { uid, component, members, zones, warnings }
}
