import type { AttendeeFields, EventFields, Participation } from '../../../shared/icalendar/event-fields.ts'
import { hues } from '../../../shared/model/collection.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useScope } from '../scope.ts'
import { panelMessages as messages } from './panel-messages.ts'

const SHOWN = 12

const answers: Record<Participation, keyof typeof messages> = {
  accepted: 'saidYes',
  tentative: 'saidMaybe',
  declined: 'saidNo',
  delegated: 'delegated',
  'needs-action': 'noAnswer',
}

const plainAddress = (address: string): string => address.replace(/^mailto:/i, '')
const nameOf = ({ name, address }: { name: string; address: string }): string =>
  name.trim() === '' ? plainAddress(address) : name

const firstLetter = (word: string | undefined): string => word?.match(/\p{L}\p{M}*/u)?.[0] ?? ''

/** One or two letters; one where the script has no capitals to tell names apart by. */
function initials(name: string): string {
  const words = name.split(/[\s@.]+/).filter((word) => word !== '')
  const first = firstLetter(words[0])
  const both = first + firstLetter(words.length > 1 ? words.at(-1) : undefined)
  return both.toUpperCase() === both.toLowerCase() ? first : both.toUpperCase()
}

/** Always the same hue for the same address. */
function hueOf(address: string): string {
  let sum = 0
  for (const letter of address.toLowerCase()) sum = (sum * 31 + letter.charCodeAt(0)) % 9973
  return hues[sum % hues.length] ?? 'graphite'
}

/** Who is invited, and what each has answered. */
export function People({ organizer, attendees }: Pick<EventFields, 'organizer' | 'attendees'>) {
  const { t } = useScope()
  const count = (participation: Participation): number =>
    attendees.filter((each) => each.participation === participation).length
  const tally = [
    { message: messages.yes, count: count('accepted') },
    { message: messages.maybe, count: count('tentative') },
    { message: messages.no, count: count('declined') },
  ].filter((each) => each.count > 0)
  return (
    <div className="cal-panel-row" data-ruled>
      <Icon name="people" />
      <div className="cal-panel-text">
        {t(messages.people, { count: attendees.length })}{' '}
        <span className="cal-panel-soft">{tally.map((each) => t(each.message, { count: each.count })).join(', ')}</span>
        <ul className="cal-people">
          {attendees.slice(0, SHOWN).map((attendee) => (
            <Person
              key={attendee.address}
              attendee={attendee}
              isOrganiser={organizer?.address.toLowerCase() === attendee.address.toLowerCase()}
            />
          ))}
        </ul>
        {attendees.length > SHOWN && (
          <span className="cal-panel-soft">{t(messages.people, { count: attendees.length - SHOWN })} …</span>
        )}
      </div>
    </div>
  )
}

function Person({ attendee, isOrganiser }: { attendee: AttendeeFields; isOrganiser: boolean }) {
  const { t } = useScope()
  const name = nameOf(attendee)
  const answer = t(isOrganiser ? messages.organiser : messages[answers[attendee.participation]])
  return (
    <li className="cal-person">
      <span className="cal-person-face" data-hue={hueOf(attendee.address)} aria-hidden="true">
        {initials(name)}
        <span className="cal-person-answer" data-answer={isOrganiser ? 'accepted' : attendee.participation} />
      </span>
      <span className="ellipsis" dir="auto" title={plainAddress(attendee.address)}>
        {name}
      </span>
      <span className={attendee.participation === 'accepted' && !isOrganiser ? 'visually-hidden' : 'cal-person-note'}>
        {answer}
      </span>
    </li>
  )
}
