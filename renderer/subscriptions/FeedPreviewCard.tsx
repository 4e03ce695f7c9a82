import { useIntl } from 'react-intl'
import type { Hue } from '../../shared/model/collection.ts'
import { useText } from '../i18n/use-text.ts'
import { messages } from './messages.ts'
import type { FeedPreview } from './use-preview.ts'

/** What subscribing would bring: the feed's name, how much is in it, and what comes next. */
export function FeedPreviewCard({ preview, hue }: { preview: FeedPreview; hue: Hue }) {
  const t = useText()
  const intl = useIntl()
  return (
    <section className="feed-preview" aria-label={t(messages.preview)} data-hue={hue}>
      <header>
        <span className="ui-hue-dot" />
        <h3 className="ellipsis" dir="auto">
          {preview.title === '' ? t(messages.untitled) : preview.title}
        </h3>
        <span className="feed-count tabular">{t(messages.events, { count: preview.events })}</span>
      </header>
      {preview.sample.length === 0 ? (
        <p className="muted">{t(messages.noneComing)}</p>
      ) : (
        <ul>
          {preview.sample.slice(0, 3).map(({ summary, start, allDay }) => (
            <li key={`${start} ${summary}`} className="tabular">
              <span className="feed-day">
                {intl.formatDate(start, {
                  weekday: 'short',
                  day: 'numeric',
                  month: 'short',
                  ...(allDay ? { timeZone: 'UTC' } : {}),
                })}
              </span>
              <span className="feed-time">{allDay ? '' : intl.formatTime(start)}</span>
              <span className="feed-summary ellipsis" dir="auto">
                {summary === '' ? t(messages.untitled) : summary}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
