import { useCallback, useMemo, useState, type ReactNode } from 'react'
import { useIntl } from 'react-intl'
import { CalendarMain } from '../calendar/CalendarMain.tsx'
import { EventPanel } from '../calendar/panel/EventPanel.tsx'
import { useCollections, useContacts } from '../cache/hooks.ts'
import { ContactsMain } from '../contacts/ContactsMain.tsx'
import { useText } from '../i18n/use-text.ts'
import { useEscape } from '../ui/use-escape.ts'
import { toggleRail, useViewState } from '../view-state/view-state.ts'
import { Banner } from './Banner.tsx'
import { Bar } from './Bar.tsx'
import { EmptyCalendar } from './EmptyCalendar.tsx'
import { frameLayout } from './layout.ts'
import { messages } from './messages.ts'
import { Rail } from './Rail.tsx'
import { usePanelSide } from './use-panel-side.ts'
import { useWindowWidth } from './use-window-width.ts'
import './frame.css'

/** The window: rail, bar, banner, main view and panel, laid out for the room there is. */
export function Frame() {
  const section = useViewState((state) => state.section)
  const view = useViewState((state) => state.view)
  const railOpen = useViewState((state) => state.railOpen)
  const layout = frameLayout(useWindowWidth())
  const [railOver, setRailOver] = useState(false)
  const over = layout.rail === 'over'
  const railShown = over ? railOver : railOpen
  const { panel, view: main } = usePanelSide()
  const toggle = useCallback(() => (over ? setRailOver((shown) => !shown) : toggleRail()), [over])

  const page = (content: { main: ReactNode; panel?: ReactNode; contactsShown?: string }): ReactNode => (
    <div
      className="frame"
      data-view={section === 'calendar' ? view : section}
      data-platform={window.daystream.platform}
      data-rail={railShown && !over ? 'beside' : 'none'}
    >
      {railShown && !over && <Rail onToggle={toggle} />}
      <div className="frame-column">
        <Bar
          layout={layout}
          railShown={railShown && !over}
          onToggleRail={toggle}
          contactsShown={content.contactsShown ?? ''}
        />
        <Banner />
        <div className="frame-body">
          <main ref={main} className="frame-main">
            {content.main}
          </main>
          {content.panel !== undefined && (
            <div ref={panel} className="frame-panel" data-place={layout.panel}>
              {content.panel}
            </div>
          )}
        </div>
      </div>
      {railShown && over && <RailOver onClose={() => setRailOver(false)} />}
    </div>
  )
  return section === 'calendar' ? <CalendarPage page={page} /> : <ContactsPage page={page} />
}

type Page = { page: (content: { main: ReactNode; panel?: ReactNode; contactsShown?: string }) => ReactNode }

function CalendarPage({ page }: Page) {
  const panelOpen = useViewState(({ selected, draft }) => selected !== null || draft !== null)
  return page({
    main: (
      <>
        <CalendarMain />
        <EmptyCalendar />
      </>
    ),
    ...(panelOpen ? { panel: <EventPanel /> } : {}),
  })
}

function ContactsPage({ page }: Page) {
  const intl = useIntl()
  const addressBook = useViewState((state) => state.addressBook)
  const collections = useCollections()
  const hidden = useMemo(
    () =>
      addressBook === null
        ? []
        : (collections ?? []).flatMap(({ id, kind }) => (kind === 'addressbook' && id !== addressBook ? [id] : [])),
    [collections, addressBook],
  )
  const { contacts, complete } = useContacts(hidden)
  return page({
    main: <ContactsMain contacts={contacts} complete={complete} />,
    contactsShown: intl.formatNumber(contacts.length),
  })
}

/** The rail over the view, where there is no room beside it; a press outside or Esc puts it away. */
function RailOver({ onClose }: { onClose: () => void }) {
  const t = useText()
  useEscape(onClose)
  return (
    <div className="frame-rail-over">
      <button
        type="button"
        className="frame-rail-away"
        aria-label={t(messages.hideRail)}
        tabIndex={-1}
        onClick={onClose}
      />
      <Rail onToggle={onClose} />
    </div>
  )
}
