import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyRule } from '../testing/arbitraries.ts'
import { formatRule, parseRule } from './rule.ts'

test('what is written is read back', () => {
  fc.assert(
    fc.property(anyRule, (rrule) => {
      const parts = parseRule(rrule)
      expect(parts).not.toBeNull()
      if (parts !== null) expect(parseRule(formatRule(parts))).toEqual(parts)
    }),
  )
})

test.each([
  ['freq=weekly;byday=mo, tu', 'FREQ=WEEKLY;BYDAY=MO,TU'],
  ['FREQ=DAILY;COUNT=abc;INTERVAL=0', 'FREQ=DAILY'],
  ['FREQ=MONTHLY;BYDAY=-1FR,+2MO;WKST=SU', 'FREQ=MONTHLY;BYDAY=-1FR,2MO;WKST=SU'],
  ['FREQ=YEARLY;BYMONTH=13,2;BYMONTHDAY=0,31,-31', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-31,31'],
  ['FREQ=DAILY;UNTIL=20261231T235959Z;X-OWN=1', 'FREQ=DAILY;UNTIL=20261231T235959Z'],
])('%s is read as %s', (rrule, expected) => {
  const parts = parseRule(rrule)
  expect(parts === null ? null : formatRule(parts)).toBe(expected)
})

test.each(['', 'FREQ=SOMETIMES', 'COUNT=3', 'D3 20050630T000000'])('%s is no rule', (rrule) => {
  expect(parseRule(rrule)).toBeNull()
})
