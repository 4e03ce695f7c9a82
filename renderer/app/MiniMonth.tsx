import { getLocalTimeZone, isSameDay, isSameMonth, parseDate, today, type CalendarDate } from '@internationalized/date'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useIntl } from 'react-intl'
import { useText } from '../i18n/use-text.ts'
import { IconButton } from '../ui/Button.tsx'
import { showDate, useViewState } from '../view-state/view-state.ts'
import { asUtc, monthWeeks, shownDays } from './days.ts'
import { messages } from './messages.ts'
import './mini-month.css'

/** A month at a glance; a day is picked by pointer or arrow keys, and the stretch in view is marked. */
export function MiniMonth() {
  const t = useText()
  const intl = useIntl()
  const date = useViewState((state) => state.date)
  const view = useViewState((state) => state.view)
  const day = parseDate(date)
  const table = useRef<HTMLTableElement>(null)
  const [browsed, setBrowsed] = useState({ date, month: day })
  const month = browsed.date === date ? browsed.month : day
  const shown = shownDays(view, date, intl.locale)
  const now = today(getLocalTimeZone())
  const weeks = monthWeeks(month, intl.locale)
  const format = (value: CalendarDate, options: Intl.DateTimeFormatOptions): string =>
    intl.formatDate(asUtc(value), { ...options, timeZone: 'UTC' })

  const browse = (months: number): void => setBrowsed({ date, month: month.add({ months }) })
  const onKeyDown = (event: KeyboardEvent): void => {
    const forward = document.documentElement.dir === 'rtl' ? -1 : 1
    const steps: Record<string, number> = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: 7, ArrowUp: -7 }
    const days = steps[event.key]
    if (days === undefined) return
    event.preventDefault()
    showDate(day.add({ days }).toString())
    requestAnimationFrame(() => table.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus())
  }

  return (
    <section className="mini-month" aria-label={t(messages.pickDay)}>
      <div className="mini-month-head">
        <h2 className="mini-month-title">{format(month, { month: 'long', year: 'numeric' })}</h2>
        <IconButton size={24} icon="left" label={t(messages.earlierMonth)} onPress={() => browse(-1)} />
        <IconButton size={24} icon="right" label={t(messages.laterMonth)} onPress={() => browse(1)} />
      </div>
      <table ref={table} className="mini-month-table tabular">
        <thead>
          <tr>
            <th>
              <span className="visually-hidden">{t(messages.weekShort)}</span>
            </th>
            {weeks[0]?.days.map((weekday) => (
              <th key={weekday.toString()} scope="col" abbr={format(weekday, { weekday: 'long' })}>
                {format(weekday, { weekday: 'narrow' })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map(({ number, days }) => (
            <tr
              key={number}
              data-shown={
                view !== 'day' && view !== 'month' && days.some((each) => isSameDay(each, shown.first)) ? '' : undefined
              }
            >
              <th scope="row">{intl.formatNumber(number)}</th>
              {days.map((each) => (
                <td key={each.toString()}>
                  <button
                    type="button"
                    className="mini-month-day ui-focusable"
                    tabIndex={isSameDay(each, day) ? 0 : -1}
                    aria-label={format(each, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })}
                    aria-current={isSameDay(each, now) ? 'date' : undefined}
                    aria-pressed={isSameDay(each, day)}
                    data-outside={isSameMonth(each, month) ? undefined : ''}
                    onClick={() => showDate(each.toString())}
                    onKeyDown={onKeyDown}
                  >
                    {format(each, { day: 'numeric' })}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
