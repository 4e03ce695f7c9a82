import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  TextField,
} from 'react-aria-components'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import type { SearchResult } from '../../shared/ipc/view-port.ts'
import { useCollections, useSearch } from '../cache/hooks.ts'
import { useText } from '../i18n/use-text.ts'
import { Icon } from '../ui/Icon.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { select, showContact, showDate, showSection } from '../view-state/view-state.ts'
import type { Command } from './commands.ts'
import { keyLabel } from './keyboard.ts'
import { messages } from './messages.ts'
import './palette.css'

/** The palette is for typing: the focus is in it from the first moment. */
const atOnce = { autoFocus: true }

/** What fits into a window 600 px high without scrolling. */
const MOST_FOUND = 8
const MOST_COMMANDS = 12

const key = (result: SearchResult): string =>
  result.type === 'event' ? `event ${result.occurrence.key}` : `contact ${result.contact.key}`

/** Search and commands in one place: type a word of an event, a contact or a command; Enter takes the first. */
export function Palette({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }) {
  const t = useText()
  const { locale } = useIntl()
  const [query, setQuery] = useState('')
  const { results } = useSearch(query)
  const wanted = query.trim().toLocaleLowerCase(locale)
  const shown = results.slice(0, MOST_FOUND)
  const offered = commands
    .filter(({ listed, label }) => listed && label.toLocaleLowerCase(locale).includes(wanted))
    .slice(0, MOST_COMMANDS - shown.length)
  return (
    <ModalOverlay
      className="ui-scrim"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className="ui-modal palette">
        <Dialog className="palette-dialog" aria-label={t(messages.palette)}>
          <Autocomplete inputValue={query} onInputChange={setQuery}>
            <TextField className="palette-field" aria-label={t(messages.search)} {...atOnce}>
              <Icon name="search" />
              <Input className="palette-input" placeholder={t(messages.paletteHint)} dir="auto" />
              <Kbd>Esc</Kbd>
            </TextField>
            <Menu
              className="palette-menu"
              aria-label={t(messages.palette)}
              onClose={onClose}
              renderEmptyState={() => <p className="palette-empty">{t(messages.nothingFound, { query })}</p>}
            >
              {shown.length > 0 && (
                <MenuSection id="found">
                  <Header className="ui-menu-header">{t(messages.found)}</Header>
                  {shown.map((result) => (
                    <Found key={key(result)} result={result} />
                  ))}
                </MenuSection>
              )}
              {offered.length > 0 && (
                <MenuSection id="commands">
                  <Header className="ui-menu-header">{t(messages.commands)}</Header>
                  {offered.map((command) => (
                    <MenuItem
                      key={command.id}
                      id={`command ${command.id}`}
                      textValue={command.label}
                      className="palette-item"
                      onAction={() => {
                        onClose()
                        command.run()
                      }}
                    >
                      <Icon name={command.icon} />
                      <span className="palette-text">{command.label}</span>
                      {command.keys.slice(0, 1).map((each) => (
                        <span key={each} className="palette-keys">
                          {keyLabel(each, window.daystream.platform).map((part) => (
                            <Kbd key={part}>{part}</Kbd>
                          ))}
                        </span>
                      ))}
                    </MenuItem>
                  ))}
                </MenuSection>
              )}
            </Menu>
            {results.length > shown.length && (
              <p className="palette-more">{t(messages.moreFound, { count: results.length - shown.length })}</p>
            )}
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function Found({ result }: { result: SearchResult }) {
  const t = useText()
  const intl = useIntl()
  const collections = useCollections()
  if (result.type === 'contact') {
    const { contact } = result
    return (
      <MenuItem
        id={key(result)}
        textValue={contact.displayName}
        className="palette-item"
        onAction={() => showContact({ collection: contact.collection, href: contact.href })}
      >
        <Icon name="people" />
        <span className="palette-text ellipsis" dir="auto">
          {contact.displayName}
        </span>
        <span className="palette-aside">{t(messages.contact)}</span>
      </MenuItem>
    )
  }
  const { occurrence } = result
  const hue = collections?.find(({ id }) => id === occurrence.collection)?.hue
  return (
    <MenuItem
      id={key(result)}
      textValue={occurrence.summary}
      className="palette-item"
      onAction={() => {
        showSection('calendar')
        showDate(new Intl.DateTimeFormat('sv-SE').format(occurrence.start))
        select({
          key: occurrence.key,
          collection: occurrence.collection,
          href: occurrence.href,
          recurrenceId: occurrence.recurrenceId,
        })
      }}
    >
      <span className="ui-hue-dot palette-hue" data-hue={hue} />
      <span className="palette-text ellipsis" dir="auto">
        {occurrence.summary === '' ? t(messages.untitled) : occurrence.summary}
      </span>
      <span className="palette-aside tabular">
        {intl.formatDate(occurrence.start, {
          weekday: 'short',
          day: 'numeric',
          month: 'short',
          year: 'numeric',
          ...(occurrence.allDay ? {} : { hour: '2-digit', minute: '2-digit' }),
        })}
      </span>
    </MenuItem>
  )
}
