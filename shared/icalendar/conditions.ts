import { DAY, localMs } from './local-time.ts'
import type { LocalMs } from './local-time.ts'
import { weekdays } from './rule.ts'
import type { RuleParts } from './rule.ts'

/** Whether a start has a month, a day and a weekday its rule names: true of each start of any rule (RFC 5545 §3.3.10). */
export function fulfils(parts: RuleParts, local: LocalMs): boolean {
  const { byDay, byMonthDay, byYearDay, byMonth } = parts
  const date = new Date(local)
  const year = date.getUTCFullYear()
  const weekday = weekdays[date.getUTCDay()]
  if (byDay.length > 0 && !byDay.some(({ day }) => day === weekday)) return false
  if (byMonth.length > 0 && !byMonth.includes(date.getUTCMonth() + 1)) return false
  const ofMonth = date.getUTCDate()
  const monthDays = new Date(Date.UTC(year, date.getUTCMonth() + 1, 0)).getUTCDate()
  if (byMonthDay.length > 0 && !byMonthDay.includes(ofMonth) && !byMonthDay.includes(ofMonth - monthDays - 1))
    return false
  const ofYear = Math.floor((local - localMs(year, 1, 1)) / DAY) + 1
  const yearDays = (localMs(year + 1, 1, 1) - localMs(year, 1, 1)) / DAY
  return byYearDay.length === 0 || byYearDay.includes(ofYear) || byYearDay.includes(ofYear - yearDays - 1)
}
