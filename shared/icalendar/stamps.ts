import type { Component } from './component.ts'
import { property } from './component.ts'
import { lineValue } from './content-line.ts'
import { basicDateTime } from './local-time.ts'
import { replaceLines } from './splice.ts'
import type { Splice } from './splice.ts'

export const stamp = (now: number): string => `${basicDateTime(now)}Z`

/**
 * DTSTAMP and LAST-MODIFIED of an edited component (RFC 5545 §3.8.7.2–3), and SEQUENCE one higher where when it takes place
 * changed (§3.8.7.4, RFC 5546 §2.1.4).
 */
export function stampSplices(text: string, component: Component, now: number, rescheduled: boolean): Splice[] {
  const set = (name: string, value: string): Splice[] =>
    replaceLines(
      text,
      component,
      component.lines.filter((line) => line.name === name),
      [`${name}:${value}`],
    )
  const splices = [...set('DTSTAMP', stamp(now)), ...set('LAST-MODIFIED', stamp(now))]
  if (!rescheduled) return splices
  const line = property(component, 'SEQUENCE')
  const sequence = line === undefined ? 0 : Math.trunc(Number(lineValue(line))) || 0
  return [...splices, ...set('SEQUENCE', String(sequence + 1))]
}
