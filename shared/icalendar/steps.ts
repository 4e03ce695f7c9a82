import { fulfils } from './conditions.ts'
import { DAY, HOUR, localMs, MINUTE, SECOND, startOfDay } from './local-time.ts'
import type { LocalMs } from './local-time.ts'
import { weekdays } from './rule.ts'
import type { Frequency, RuleParts } from './rule.ts'

/**
 * A rule as arithmetic: `at(k)` are the starts of its k-th period (k ≥ 0) in order, none twice; periods follow each other in
 * time. `reach(local)` is a period at or before the first that can hold a start ≥ local.
 */
export type Steps = { at: (period: number) => LocalMs[]; reach: (local: LocalMs) => number }

const WEEK = 7 * DAY

/** Times of day a rule names, in milliseconds, in order: BYHOUR × BYMINUTE × BYSECOND, each else as in DTSTART. */
function timesOfDay(parts: RuleParts, start: LocalMs): number[] {
  const date = new Date(start)
  const or = (list: number[], own: number): number[] => (list.length > 0 ? list : [own])
  return or(parts.byHour, date.getUTCHours()).flatMap((hour) =>
    or(parts.byMinute, date.getUTCMinutes()).flatMap((minute) =>
      or(parts.bySecond, date.getUTCSeconds()).map((second) => hour * HOUR + minute * MINUTE + second * SECOND),
    ),
  )
}

/** Every so many seconds, minutes or hours. */
const fixedSteps = (step: number, start: LocalMs): Steps => ({
  at: (period) => [start + period * step],
  reach: (local) => Math.floor((local - start) / step),
})

function dailySteps(parts: RuleParts, start: LocalMs): Steps {
  const step = parts.interval * DAY
  const day = startOfDay(start)
  const times = timesOfDay(parts, start)
  return {
    at: (period) => {
      const at = day + period * step
      if (!fulfils(parts, at)) return []
      return picked(
        times.map((time) => at + time),
        parts.bySetPos,
      ).filter((local) => local >= start)
    },
    reach: (local) => Math.floor((local - day) / step),
  }
}

function weeklySteps(parts: RuleParts, start: LocalMs): Steps {
  const day = startOfDay(start)
  const first = weekdays.indexOf(parts.wkst)
  const fromFirst = (weekday: number): number => (weekday - first + 7) % 7
  const days =
    parts.byDay.length === 0 ? [new Date(start).getUTCDay()] : parts.byDay.map((by) => weekdays.indexOf(by.day))
  const offsets = [...new Set(days.map(fromFirst))].toSorted((a, b) => a - b).map((offset) => offset * DAY)
  const times = timesOfDay(parts, start)
  const week = day - fromFirst(new Date(day).getUTCDay()) * DAY
  const step = parts.interval * WEEK
  return {
    at: (period) => {
      const at = week + period * step
      const named = parts.byMonth.length === 0 ? offsets : offsets.filter((offset) => fulfils(parts, at + offset))
      const locals = named.flatMap((offset) => times.map((time) => at + offset + time))
      return picked(locals, parts.bySetPos).filter((local) => local >= start)
    },
    reach: (local) => Math.floor((local - week - WEEK) / step),
  }
}

/** Days of a month (0 = January) that BYMONTHDAY and BYDAY name, in order; `day` where they name none. */
function daysOfMonth(parts: RuleParts, year: number, month: number, day: number): number[] {
  const first = new Date(localMs(year, month + 1, 1)).getUTCDay()
  const last = new Date(localMs(year, month + 2, 1) - DAY).getUTCDate()
  const wrap = (named: number): number => (named < 0 ? last + 1 + named : named)
  const named = parts.byMonthDay.length > 0 ? parts.byMonthDay.map(wrap) : null
  const days: number[] = []
  if (parts.byDay.length === 0) days.push(...(named ?? [day]))
  for (const { ordinal, day: weekday } of parts.byDay) {
    const earliest = 1 + ((weekdays.indexOf(weekday) - first + 7) % 7)
    const latest = earliest + 7 * Math.floor((last - earliest) / 7)
    if (ordinal > 0) days.push(earliest + 7 * (ordinal - 1))
    else if (ordinal < 0) days.push(latest + 7 * (ordinal + 1))
    else for (let at = earliest; at <= last; at += 7) days.push(at)
  }
  return [...new Set(days)]
    .filter((at) => at >= 1 && at <= last && (named === null || named.includes(at)))
    .toSorted((a, b) => a - b)
}

/** BYSETPOS: the positions of one period's set. */
function picked<Item>(items: Item[], positions: readonly number[]): Item[] {
  if (positions.length === 0) return items
  const wanted = new Set(positions.map((position) => (position < 0 ? items.length + position : position - 1)))
  return items.filter((_, index) => wanted.has(index))
}

/**
 * MONTHLY, or YEARLY within months: those of BYMONTH, else that of DTSTART (also where BYMONTHDAY stands alone: RFC 5545 §3.3.10
 * can be read both ways, and most programs read it so). A day a month does not have is passed over.
 */
function monthSteps(parts: RuleParts, start: LocalMs): Steps {
  const date = new Date(start)
  const yearly = parts.freq === 'YEARLY'
  const step = parts.interval * (yearly ? 12 : 1)
  const base = date.getUTCFullYear() * 12 + (yearly ? 0 : date.getUTCMonth())
  const months = !yearly
    ? [0]
    : parts.byMonth.length > 0
      ? parts.byMonth.map((month) => month - 1)
      : [date.getUTCMonth()]
  const times = timesOfDay(parts, start)
  const day = date.getUTCDate()
  const wanted = (month: number): boolean => yearly || parts.byMonth.length === 0 || parts.byMonth.includes(month + 1)
  return {
    at: (period) => {
      const found: LocalMs[] = []
      for (const offset of months) {
        const count = base + period * step + offset
        const year = Math.floor(count / 12)
        const month = count % 12
        if (wanted(month))
          for (const at of daysOfMonth(parts, year, month, day))
            for (const time of times) found.push(localMs(year, month + 1, at) + time)
      }
      return picked(found, parts.bySetPos).filter((local) => local >= start)
    },
    reach: (local) => {
      const there = new Date(local)
      return Math.floor((there.getUTCFullYear() * 12 + (yearly ? 0 : there.getUTCMonth()) - base) / step)
    },
  }
}

const fixed: Readonly<Partial<Record<Frequency, number>>> = { HOURLY: HOUR, MINUTELY: MINUTE, SECONDLY: SECOND }

/** The rule as arithmetic where it is as plain as most are, else null. */
export function stepsOf(parts: RuleParts, start: LocalMs): Steps | null {
  const { freq, byDay, byMonth, byMonthDay, byYearDay, byWeekNo, byHour, byMinute, bySecond, bySetPos } = parts
  if (byYearDay.length + byWeekNo.length > 0) return null
  switch (freq) {
    case 'DAILY':
      return dailySteps(parts, start)
    case 'WEEKLY':
      return byMonthDay.length === 0 ? weeklySteps(parts, start) : null
    case 'MONTHLY':
      return monthSteps(parts, start)
    case 'YEARLY':
      // BYDAY without BYMONTH counts weekdays of the whole year.
      return byDay.length === 0 || byMonth.length > 0 ? monthSteps(parts, start) : null
    default: {
      const limits = [byDay, byMonth, byMonthDay, byHour, byMinute, bySecond, bySetPos]
      return limits.every((list) => list.length === 0)
        ? fixedSteps(parts.interval * (fixed[freq] ?? HOUR), start)
        : null
    }
  }
}
