import { parameter } from '../icalendar/content-line.ts'
import type { CardLine } from './card-line.ts'

/** BDAY, ANNIVERSARY (RFC 6350 §4.3.1; 3.0 writes dashes; Apple writes a year that is to be left out). */
export function readCardDate(line: CardLine | undefined): string {
  if (line === undefined) return ''
  const value = line.value.trim()
  const match = /^(?:(\d{4})|--)-?(\d{2})-?(\d{2})(?:$|[T ])/.exec(value)
  if (match === null) return value
  const [, year, month, day] = match
  const left = parameter(line, 'X-APPLE-OMIT-YEAR')
  return year === undefined || year === left ? `--${month}-${day}` : `${year}-${month}-${day}`
}

/** The value and parameters of a date in a card of this version. */
export function writeCardDate(date: string, version: string): { parameters: string; value: string } {
  if (version === '4.0') return { parameters: '', value: date.replace(/^(\d{4}|--)-?(\d{2})-(\d{2})$/, '$1$2$3') }
  const yearless = /^--(\d{2})-(\d{2})$/.exec(date)
  return yearless === null
    ? { parameters: '', value: date }
    : { parameters: ';X-APPLE-OMIT-YEAR=1604', value: `1604-${yearless[1]}-${yearless[2]}` }
}
