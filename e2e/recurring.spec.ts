import { localCalendar } from './servers/local-server.ts'
import { beginWithAccount } from './steps/accounts.ts'
import { eventNamed, retitle } from './steps/events.ts'
import { otherProgram } from './steps/server.ts'
import { expect, test } from './test.ts'

/** Wednesday of the week of 16 to 22 November 2026. */
const NOW = Date.parse('2026-11-18T08:00:00Z')

const newYork = [
  'BEGIN:VTIMEZONE',
  'TZID:America/New_York',
  'BEGIN:STANDARD',
  'DTSTART:20071104T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU',
  'TZOFFSETFROM:-0400',
  'TZOFFSETTO:-0500',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:20070311T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU',
  'TZOFFSETFROM:-0500',
  'TZOFFSETTO:-0400',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
]
const berlin = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Berlin',
  'BEGIN:STANDARD',
  'DTSTART:19961027T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:19960331T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
]
const component = (...lines: string[]): string[] => ['BEGIN:VEVENT', 'DTSTAMP:20261101T000000Z', ...lines, 'END:VEVENT']
const calendarOf = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Another program//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n')

/** Daily from Monday 16 to Thursday 19 at nine; not on Tuesday; on Wednesday later, under another name; on Friday at three as well. */
const standUp = calendarOf(
  ...berlin,
  ...component(
    'UID:stand-up',
    'SUMMARY:Stand-up',
    'DTSTART;TZID=Europe/Berlin:20261116T090000',
    'DTEND;TZID=Europe/Berlin:20261116T093000',
    'RRULE:FREQ=DAILY;COUNT=4',
    'EXDATE;TZID=Europe/Berlin:20261117T090000',
    'RDATE;TZID=Europe/Berlin:20261120T150000',
    'X-KEEP:this',
  ),
  ...component(
    'UID:stand-up',
    'SUMMARY:Late stand-up',
    'RECURRENCE-ID;TZID=Europe/Berlin:20261118T090000',
    'DTSTART;TZID=Europe/Berlin:20261118T110000',
    'DTEND;TZID=Europe/Berlin:20261118T113000',
  ),
)

test('a series with exceptions is shown right in week and month', async ({ start, localServer }) => {
  await otherProgram(localServer).put(`${localCalendar(localServer)}stand-up.ics`, standUp)
  const { window } = await start({ now: NOW })
  await beginWithAccount(window, localServer)
  for (const view of ['Week', 'Month'] as const) {
    await window.getByRole('radio', { name: view }).click()
    await expect(window.getByRole('region', { name: new RegExp(`^${view}, `) })).toBeVisible()
    await expect(eventNamed(window, 'Stand-up', 'Monday 16 November, 09:00')).toBeVisible()
    await expect(eventNamed(window, 'Late stand-up', 'Wednesday 18 November, 11:00')).toBeVisible()
    await expect(eventNamed(window, 'Stand-up', 'Thursday 19 November, 09:00')).toBeVisible()
    await expect(eventNamed(window, 'Stand-up', 'Friday 20 November, 15:00')).toBeVisible()
    await expect(eventNamed(window, 'Stand-up')).toHaveCount(3)
    await expect(eventNamed(window, 'Late stand-up')).toHaveCount(1)
  }
})

test('a series lives by its own zone, through the changes of the clock on both sides', async ({
  start,
  localServer,
}) => {
  const call = component(
    'UID:call',
    'SUMMARY:Call',
    'DTSTART;TZID=America/New_York:20261019T100000',
    'DTEND;TZID=America/New_York:20261019T110000',
    'RRULE:FREQ=WEEKLY;COUNT=5',
  )
  await otherProgram(localServer).put(`${localCalendar(localServer)}call.ics`, calendarOf(...newYork, ...call))
  // Berlin leaves summer time on 25 October, New York on 1 November.
  const { window } = await start({ now: NOW })
  await beginWithAccount(window, localServer)
  await window.getByRole('radio', { name: 'Month' }).click()
  await expect(eventNamed(window, 'Call', 'Monday 16 November, 16:00')).toBeVisible()
  await window.getByRole('button', { name: 'Earlier', exact: true }).click()
  await expect(eventNamed(window, 'Call', 'Monday 19 October, 16:00')).toBeVisible()
  await expect(eventNamed(window, 'Call', 'Monday 26 October, 15:00')).toBeVisible()
})

test('of a series, this event and all events can be changed', async ({ start, localServer }) => {
  const calendar = localCalendar(localServer)
  const other = otherProgram(localServer)
  await other.put(`${calendar}stand-up.ics`, standUp)
  const text = async (): Promise<string> => (await other.texts(calendar)).join()
  const { window } = await start({ now: NOW })
  await beginWithAccount(window, localServer)

  await test.step('this event', async () => {
    await retitle(window, eventNamed(window, 'Stand-up', 'Thursday'), 'Retrospective', 'This event')
    await expect(eventNamed(window, 'Retrospective', 'Thursday 19 November, 09:00')).toBeVisible()
    await expect(eventNamed(window, 'Stand-up', 'Monday')).toBeVisible()
    await expect.poll(text).toContain('SUMMARY:Retrospective')
    expect(await text()).toMatch(/RECURRENCE-ID;TZID=Europe\/Berlin:20261119T090000/)
    expect(await text()).toContain('SUMMARY:Stand-up')
  })

  await test.step('all events; those with a name of their own keep it', async () => {
    await retitle(window, eventNamed(window, 'Stand-up', 'Monday'), 'Morning round', 'All events')
    await expect(eventNamed(window, 'Morning round', 'Monday 16 November, 09:00')).toBeVisible()
    await expect(eventNamed(window, 'Morning round', 'Friday 20 November, 15:00')).toBeVisible()
    await expect(eventNamed(window, 'Late stand-up', 'Wednesday 18 November, 11:00')).toBeVisible()
    await expect(eventNamed(window, 'Stand-up')).toHaveCount(0)
    await expect.poll(text).toContain('SUMMARY:Morning round')
    expect(await text()).toContain('X-KEEP:this')
    expect(await text()).toContain('EXDATE;TZID=Europe/Berlin:20261117T090000')
  })

  await test.step('one deleted', async () => {
    await eventNamed(window, 'Morning round', 'Friday').click()
    await window.getByRole('button', { name: 'Delete', exact: true }).click()
    await window.getByRole('button', { name: 'This event' }).click()
    await expect(eventNamed(window, 'Morning round', 'Friday')).toHaveCount(0)
    await expect(eventNamed(window, 'Morning round', 'Monday')).toBeVisible()
  })

  await test.step('the series deleted', async () => {
    await eventNamed(window, 'Morning round', 'Monday').click()
    await window.getByRole('button', { name: 'Delete', exact: true }).click()
    await window.getByRole('button', { name: 'All events' }).click()
    await expect(eventNamed(window, 'Morning round')).toHaveCount(0)
    await expect(eventNamed(window, 'Late stand-up')).toHaveCount(0)
    await expect.poll(() => other.texts(calendar)).toEqual([])
  })
})
