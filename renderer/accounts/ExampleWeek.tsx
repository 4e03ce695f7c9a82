import { useText } from '../i18n/use-text.ts'
import { useIntl } from 'react-intl'
import { messages } from './messages.ts'

const MONDAY = Date.UTC(2026, 10, 16)
const DAY = 86_400_000
const FIRST_HOUR = 8
const hours = Array.from({ length: 14 }, (_, hour) => FIRST_HOUR + hour)

/** [day, start, end] in hours: a quiet week around the one event that moves. */
const blocks: readonly (readonly [number, number, number])[] = [
  [0, 9.25, 9.75],
  [0, 11, 12],
  [0, 14, 16],
  [0, 18.5, 20],
  [1, 10, 11.5],
  [1, 13.5, 14.25],
  [1, 16, 17],
  [2, 9.25, 9.75],
  [2, 15.5, 16.25],
  [3, 8.5, 10.5],
  [3, 12, 13],
  [3, 15, 17.5],
]

const place = (start: number, end: number): { insetBlockStart: string; blockSize: string } => ({
  insetBlockStart: `calc((${start} - ${FIRST_HOUR}) * var(--hour-h))`,
  blockSize: `calc(${end - start} * var(--hour-h) - 2px)`,
})

/** A picture, for the first run, of what the app does: one event of a week moves by itself. */
export function ExampleWeek() {
  const t = useText()
  const intl = useIntl()
  const { hour12 } = new Intl.DateTimeFormat(intl.locale, { hour: 'numeric' }).resolvedOptions()
  const time = (hour: number): string =>
    intl.formatTime(hour * 3_600_000, {
      timeZone: 'UTC',
      ...(hour12 === true ? { hour: 'numeric' } : { hour: '2-digit', minute: '2-digit' }),
    })
  return (
    <figure className="example" aria-hidden="true">
      <figcaption className="example-caption">{t(messages.exampleWeek)}</figcaption>
      <div className="example-days">
        {[0, 1, 2, 3].map((day) => (
          <div key={day} className="example-day" data-today={day === 2 ? '' : undefined}>
            {intl.formatDate(MONDAY + day * DAY, { weekday: 'short', timeZone: 'UTC' })}
            <b>{intl.formatDate(MONDAY + day * DAY, { day: 'numeric', timeZone: 'UTC' })}</b>
          </div>
        ))}
      </div>
      <div className="example-grid tabular">
        <div className="example-hours">
          {hours.map((hour) => (
            <span key={hour}>{time(hour)}</span>
          ))}
        </div>
        {[0, 1, 2, 3].map((day) => (
          <div key={day} className="example-column">
            {blocks
              .filter(([of]) => of === day)
              .map(([, start, end]) => (
                <div key={start} className="example-block" style={place(start, end)} />
              ))}
            {day === 2 && (
              <>
                <div className="example-now" style={place(11.33, 11.33)} />
                <div className="example-ghost" style={place(12, 13)} />
                <div className="example-event" data-hue="violet" style={place(13, 14.5)}>
                  <b>{t(messages.exampleEvent)}</b>
                  <span>
                    <s>{time(12)}</s> → {time(13)}
                  </span>
                  <span>{t(messages.exampleBy)}</span>
                </div>
              </>
            )}
          </div>
        ))}
      </div>
    </figure>
  )
}
