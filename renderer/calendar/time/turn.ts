import { parseDate } from '@internationalized/date'
import { addDays } from './day-frame.ts'

/** The same day of the view before or after. */
export const turnDay = (date: string, steps: number): string => addDays(date, steps)
export const turnWeek = (date: string, steps: number): string => addDays(date, 7 * steps)
export const turnMonth = (date: string, months: number): string => parseDate(date).add({ months }).toString()
