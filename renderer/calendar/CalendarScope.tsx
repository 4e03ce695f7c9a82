import { useMemo, type ReactNode } from 'react'
import { useIntl, type MessageDescriptor } from 'react-intl'
import type { Collection } from '../../shared/model/collection.ts'
import { useCollections } from '../cache/hooks.ts'
import { useText, type Text } from '../i18n/use-text.ts'
import { ScopeContext, type Scope } from './scope.ts'
import { timeLabels } from './time/labels.ts'

const NONE: readonly Collection[] = []
const isCalendar = ({ kind }: Collection): boolean => kind === 'calendar' || kind === 'subscribed-calendar'

/** Words that say nothing of a value are the same a thousand times over: each is made once. */
function remembering(text: Text): Text {
  const made = new Map<MessageDescriptor, string>()
  return (message, values) => {
    if (values !== undefined) return text(message, values)
    let words = made.get(message)
    if (words === undefined) made.set(message, (words = text(message)))
    return words
  }
}

/** Gives the calendar its words, its zone and its calendars. */
export function CalendarScope({ children }: { children: ReactNode }) {
  const text = useText()
  const t = useMemo(() => remembering(text), [text])
  const { locale } = useIntl()
  const all = useCollections() ?? NONE
  const scope = useMemo(
    (): Scope => ({
      t,
      locale,
      labels: timeLabels(locale),
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      collections: new Map(all.filter(isCalendar).map((each) => [each.id, each])),
    }),
    [t, locale, all],
  )
  return <ScopeContext value={scope}>{children}</ScopeContext>
}
