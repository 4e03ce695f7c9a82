import { parseDate } from '@internationalized/date'
import { useIntl } from 'react-intl'
import { useText } from '../i18n/use-text.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { showDate, showToday, useViewState } from '../view-state/view-state.ts'
import { asUtc, shownDays, stepDate, weekNumber } from './days.ts'
import { messages } from './messages.ts'

/** What stretch of time is in view, and the way to the one before, the one after and today. */
export function Period() {
  const t = useText()
  const intl = useIntl()
  const view = useViewState((state) => state.view)
  const date = useViewState((state) => state.date)
  const { first, last } = shownDays(view, date, intl.locale)
  const title =
    view === 'day'
      ? intl.formatDate(asUtc(first), { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
      : intl.formatDateTimeRange(asUtc(first), asUtc(last), { month: 'long', year: 'numeric', timeZone: 'UTC' })
  const step = (steps: number) => () => showDate(stepDate(view, date, steps))
  return (
    <>
      <h1 className="bar-title tabular">
        <span className="ellipsis">{title}</span>
        {view !== 'month' && (
          <span className="bar-week">{t(messages.week, { number: weekNumber(parseDate(date), intl.locale) })}</span>
        )}
      </h1>
      <div className="bar-step">
        <IconButton icon="left" label={t(messages.earlier)} shortcut="K" onPress={step(-1)} />
        <Button variant="plain" onPress={showToday}>
          {t(messages.today)}
        </Button>
        <IconButton icon="right" label={t(messages.later)} shortcut="J" onPress={step(1)} />
      </div>
    </>
  )
}
