import type { Weekday } from '../../../shared/icalendar/rule.ts'
import { DateField } from '../../ui/DateField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Select } from '../../ui/Select.tsx'
import { useScope } from '../scope.ts'
import { addDays } from '../time/day-frame.ts'
import { startOfWeek } from '../time/week.ts'
import { ordinalOf, weekdayOf, type Repeat, type RepeatRule } from './repeat.ts'
import { repeatMessages as messages } from './repeat-messages.ts'
import { repeatWords, weekdayName } from './repeat-words.ts'

const rhythms = { day: messages.daily, week: messages.weekly, month: messages.monthly, year: messages.yearly } as const
type Every = keyof typeof rhythms

/** How an event repeats. `start` is the date of its first instance, `YYYY-MM-DD`, empty while it is incomplete. */
export function RepeatFields({
  repeat,
  start,
  onChange,
}: {
  repeat: Repeat
  start: string
  onChange: (repeat: Repeat) => void
}) {
  const scope = useScope()
  const { t } = scope
  const items = [
    { id: 'none' as const, label: t(messages.never) },
    ...(['day', 'week', 'month', 'year'] as const).map((id) => ({ id, label: t(rhythms[id]) })),
    ...(repeat.type === 'raw' ? [{ id: 'raw' as const, label: repeatWords(repeat.rrule, start, scope) }] : []),
  ]
  const choose = (id: Every | 'none' | 'raw'): void => {
    if (id === 'raw') return
    if (id === 'none') return onChange({ type: 'none' })
    const end: RepeatRule['end'] = repeat.type === 'rule' ? repeat.end : { type: 'never' }
    onChange({ type: 'rule', every: id, interval: 1, weekdays: [], monthlyBy: 'date', end })
  }
  return (
    <div className="cal-form-repeat">
      <Select
        label={t(messages.repeat)}
        items={items}
        value={repeat.type === 'rule' ? repeat.every : repeat.type}
        onChange={choose}
      />
      {repeat.type === 'raw' && <p className="cal-form-note">{t(messages.keptRule)}</p>}
      {repeat.type === 'rule' && start !== '' && <RuleFields rule={repeat} start={start} onChange={onChange} />}
    </div>
  )
}

function RuleFields({
  rule,
  start,
  onChange,
}: {
  rule: RepeatRule
  start: string
  onChange: (rule: RepeatRule) => void
}) {
  const scope = useScope()
  const { t } = scope
  const change = (part: Partial<RepeatRule>): void => onChange({ ...rule, ...part })
  return (
    <>
      <div className="cal-form-every">
        <NumberField
          label={t(messages.interval)}
          value={rule.interval}
          least={1}
          most={999}
          onChange={(interval) => change({ interval })}
        />
        <span>{t(messages.unit, { unit: rule.every, count: rule.interval })}</span>
      </div>
      {rule.every === 'week' && <Weekdays rule={rule} start={start} onChange={onChange} />}
      {rule.every === 'month' && (
        <Select
          label={t(messages.monthlyBy)}
          items={[
            { id: 'date' as const, label: t(messages.sameDay, { day: Number(start.slice(8, 10)) }) },
            {
              id: 'weekday' as const,
              label: t(messages.sameWeekday, {
                ordinal: ordinalOf(start),
                weekday: weekdayName(weekdayOf(start), scope),
              }),
            },
          ]}
          value={rule.monthlyBy}
          onChange={(monthlyBy) => change({ monthlyBy })}
        />
      )}
      <EndFields rule={rule} start={start} onChange={onChange} />
    </>
  )
}

function Weekdays({
  rule,
  start,
  onChange,
}: {
  rule: RepeatRule
  start: string
  onChange: (rule: RepeatRule) => void
}) {
  const scope = useScope()
  const first = startOfWeek(start, scope.locale)
  const days = Array.from({ length: 7 }, (_, index) => weekdayOf(addDays(first, index)))
  const on = rule.weekdays.length === 0 ? [weekdayOf(start)] : rule.weekdays
  const toggle = (day: Weekday): void => {
    const next = on.includes(day) ? on.filter((each) => each !== day) : [...on, day]
    if (next.length > 0) onChange({ ...rule, weekdays: next })
  }
  return (
    <fieldset className="cal-form-weekdays">
      <legend className="visually-hidden">{scope.t(messages.on)}</legend>
      {days.map((day) => (
        <button
          key={day}
          type="button"
          className="cal-form-weekday ui-focusable"
          aria-label={weekdayName(day, scope)}
          aria-pressed={on.includes(day)}
          onClick={() => toggle(day)}
        >
          {weekdayName(day, scope, 'narrow')}
        </button>
      ))}
    </fieldset>
  )
}

function EndFields({
  rule,
  start,
  onChange,
}: {
  rule: RepeatRule
  start: string
  onChange: (rule: RepeatRule) => void
}) {
  const { t } = useScope()
  const { end } = rule
  const choose = (type: RepeatRule['end']['type']): void =>
    onChange({
      ...rule,
      end: type === 'never' ? { type } : type === 'count' ? { type, count: 10 } : { type, date: addDays(start, 90) },
    })
  return (
    <>
      <Select
        label={t(messages.ends)}
        items={[
          { id: 'never' as const, label: t(messages.endsNever) },
          { id: 'until' as const, label: t(messages.endsOn) },
          { id: 'count' as const, label: t(messages.endsAfter) },
        ]}
        value={end.type}
        onChange={choose}
      />
      {end.type === 'until' && (
        <DateField
          label={t(messages.lastDay)}
          value={end.date}
          onChange={(date) => {
            if (date !== null) onChange({ ...rule, end: { type: 'until', date } })
          }}
        />
      )}
      {end.type === 'count' && (
        <NumberField
          label={t(messages.number)}
          value={end.count}
          least={1}
          most={999}
          onChange={(count) => onChange({ ...rule, end: { type: 'count', count } })}
        />
      )}
    </>
  )
}
