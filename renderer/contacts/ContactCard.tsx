import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import type { PendingChange } from '../../shared/model/change.ts'
import type { CardAddress, CardFields, CardValue } from '../../shared/vcard/card-fields.ts'
import { useText } from '../i18n/use-text.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { openDialog } from '../view-state/view-state.ts'
import { Avatar } from './Avatar.tsx'
import { messages } from './messages.ts'
import { kindOf } from './value-kind.ts'

/** Everything a card says, to be read. `where` names the address book it is in. */
export function ContactCard({
  card,
  pending,
  where,
  readOnly,
  onEdit,
  onDelete,
}: {
  card: CardFields
  pending: PendingChange | null
  where: string
  readOnly: boolean
  onEdit: () => void
  onDelete: () => void
}) {
  const t = useText()
  const name = card.displayName === '' ? t(messages.unnamed) : card.displayName
  const below = [card.title, [card.organisation, card.department].filter(Boolean).join(', ')].filter(Boolean).join(', ')
  const label = ({ label: own, types }: CardValue | CardAddress): string => own || t(messages[kindOf(types)])
  return (
    <article className="card" aria-label={name}>
      <header className="card-head">
        <Avatar name={name} photo={card.photo} size={72} />
        <div className="card-names">
          <h2 className="card-name" dir="auto">
            {name}
          </h2>
          {below !== '' && (
            <p className="muted" dir="auto">
              {below}
            </p>
          )}
        </div>
        {!readOnly && (
          <div className="card-ways">
            <IconButton icon="edit" label={t(messages.edit)} shortcut="E" onPress={onEdit} />
            <IconButton icon="trash" label={t(messages.delete)} onPress={onDelete} />
          </div>
        )}
      </header>
      <div className="card-fields">
        <Group>
          {card.nickname !== '' && <Line name={t(messages.nickname)}>{card.nickname}</Line>}
          {card.phones.map((value) => (
            <Line key={value.index} name={label(value)} title={t(messages.phones)} ltr>
              {value.value}
            </Line>
          ))}
        </Group>
        <Group>
          {card.emails.map((value) => (
            <Line key={value.index} name={label(value)} title={t(messages.emails)} ltr>
              {value.value}
            </Line>
          ))}
          {card.urls.map((value) => (
            <Line key={value.index} name={t(messages.urls)} ltr>
              {value.value}
            </Line>
          ))}
        </Group>
        <Group>
          {card.addresses.map((address) => (
            <Line key={address.index} name={label(address)} title={t(messages.addresses)}>
              {addressLines(address)}
            </Line>
          ))}
        </Group>
        <Group>
          {card.birthday !== '' && (
            <Line name={t(messages.birthday)}>
              <CardDay day={card.birthday} />
            </Line>
          )}
          {card.anniversary !== '' && (
            <Line name={t(messages.anniversary)}>
              <CardDay day={card.anniversary} />
            </Line>
          )}
          {card.categories.length > 0 && <Line name={t(messages.categories)}>{card.categories.join(', ')}</Line>}
          {card.note !== '' && <Line name={t(messages.note)}>{card.note}</Line>}
        </Group>
      </div>
      <footer className="card-foot">
        <span dir="auto">{where}</span>
        {pending !== null && (
          <span className="card-pending" data-state={pending.state}>
            <Icon name={pending.state === 'waiting' ? 'arrowup' : 'warn'} size={12} />
            {t(messages[pending.state])} {pending.reason}
            {pending.state === 'conflict' && (
              <Button variant="link" onPress={() => openDialog({ type: 'conflict', pending: pending.id })}>
                {t(messages.compare)}
              </Button>
            )}
          </span>
        )}
      </footer>
    </article>
  )
}

const addressLines = ({ poBox, extended, street, postalCode, locality, region, country }: CardAddress): string =>
  [poBox, extended, street, [postalCode, locality].filter(Boolean).join(' '), region, country]
    .filter(Boolean)
    .join('\n')

function Group({ children }: { children: ReactNode }) {
  return <dl className="card-group">{children}</dl>
}

function Line({
  name,
  title,
  ltr = false,
  children,
}: {
  name: string
  title?: string
  ltr?: boolean
  children: ReactNode
}) {
  return (
    <div className="card-line">
      <dt title={title}>{name}</dt>
      <dd className="tabular" dir={ltr ? 'ltr' : 'auto'}>
        {children}
      </dd>
    </div>
  )
}

/** A day of a card: whole, without a year, or as it stands. */
function CardDay({ day }: { day: string }) {
  const intl = useIntl()
  const whole = /^(\d{4})-(\d{2})-(\d{2})$/.test(day)
  const noYear = /^--(\d{2})-?(\d{2})$/.exec(day)
  if (whole)
    return intl.formatDate(`${day}T00:00Z`, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  if (noYear !== null)
    return intl.formatDate(`2000-${noYear[1]}-${noYear[2]}T00:00Z`, { day: 'numeric', month: 'long', timeZone: 'UTC' })
  return day
}
