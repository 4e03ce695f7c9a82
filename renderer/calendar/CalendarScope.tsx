import { useMemo, type ReactNode } from 'react'
import { useIntl } from 'react-intl'
import type { Collection } from '../../shared/model/collection.ts'
import { useCollections } from '../cache/hooks.ts'
import { useText } from '../i18n/use-text.ts'
import { ScopeContext, type Scope } from './scope.ts'
import { timeLabels } from './time/labels.ts'

const NONE: readonly Collection[] = []
const isCalendar = ({ kind }: Collection): boolean => kind === 'calendar' || kind === 'subscribed-calendar'

/** Gives the calendar its words, its zone and its calendars. */
export function CalendarScope({ children }: { children: ReactNode }) {
  const t = useText()
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
