/** The zone the app shows in these tests. */
export const ZONE = 'Europe/Berlin'

/** The present day at an hour of UTC, as iCalendar writes it without its Z; the same day in Berlin for hours below 22. */
export function todayAt(hour: number, minute = 0): string {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(Date.now()).replaceAll('-', '')
  return `${day}T${String(hour).padStart(2, '0')}${String(minute).padStart(2, '0')}00`
}

/** How the app writes a time of `todayAt`. */
export function shownTime(utc: string): string {
  const [, year, month, day, hour, minute] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)/.exec(utc) ?? []
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}Z`)
  return new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' }).format(instant)
}
