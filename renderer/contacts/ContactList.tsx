import { Header, ListBox, ListBoxItem, ListBoxSection, ListLayout, Virtualizer } from 'react-aria-components'
import { useMemo } from 'react'
import type { ContactRow } from '../../shared/model/contact.ts'
import { useText } from '../i18n/use-text.ts'
import { Sign } from '../ui/Sign.tsx'
import { showContact } from '../view-state/view-state.ts'
import { Avatar } from './Avatar.tsx'
import { messages } from './messages.ts'
import { contactSections } from './sections.ts'

const layout = { rowHeight: 42, headingHeight: 28, padding: 8 }

/** The contacts by first letter; only what is in sight is in the page, however many there are. */
export function ContactList({ rows, selected }: { rows: readonly ContactRow[]; selected: string | null }) {
  const t = useText()
  // The same sections while the rows are the same: choosing one must not lay the list out anew.
  const sections = useMemo(() => contactSections(rows), [rows])
  return (
    <Virtualizer layout={ListLayout} layoutOptions={layout}>
      <ListBox
        className="contact-list"
        aria-label={t(messages.list)}
        selectionMode="single"
        selectionBehavior="replace"
        selectedKeys={selected === null ? [] : [selected]}
        onSelectionChange={(keys) => {
          const chosen = keys === 'all' ? undefined : rows.find(({ key }) => keys.has(key))
          if (chosen !== undefined) showContact({ collection: chosen.collection, href: chosen.href })
        }}
        items={sections}
      >
        {(section) => (
          <ListBoxSection id={`section ${section.title}`}>
            <Header className="contact-letter">{section.title}</Header>
            {section.rows.map((row) => (
              <ContactLine key={row.key} row={row} />
            ))}
          </ListBoxSection>
        )}
      </ListBox>
    </Virtualizer>
  )
}

function ContactLine({ row }: { row: ContactRow }) {
  const t = useText()
  const name = row.displayName === '' ? t(messages.unnamed) : row.displayName
  const below = row.kind === 'group' ? t(messages.group) : row.organisation || row.emails[0] || row.phones[0] || ''
  return (
    <ListBoxItem id={row.key} textValue={name} className="contact-line">
      <Avatar name={name} size={28} />
      <span className="contact-line-text">
        <span className="contact-line-name ellipsis" dir="auto">
          {name}
        </span>
        <span className="contact-line-below ellipsis" dir="auto">
          {below}
        </span>
      </span>
      {row.pending !== 'none' && (
        <span className="contact-pending" data-state={row.pending}>
          <Sign icon={row.pending === 'waiting' ? 'arrowup' : 'warn'} label={t(messages[row.pending])} />
        </span>
      )}
    </ListBoxItem>
  )
}
