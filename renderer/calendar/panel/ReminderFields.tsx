import { Button, IconButton } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { useScope } from '../scope.ts'
import { panelMessages as messages } from './panel-messages.ts'
import { minutesWords } from './reminder-words.ts'

const offered = [0, 5, 10, 15, 30, 60, 120, 1440, 2880, 10080]

/** The reminders of an event, each so long before its start. */
export function ReminderFields({
  alarms,
  onChange,
}: {
  alarms: readonly number[]
  onChange: (alarms: number[]) => void
}) {
  const { t } = useScope()
  const free = offered.find((minutes) => minutes >= 10 && !alarms.includes(minutes)) ?? 0
  return (
    <fieldset className="cal-form-reminders">
      <legend className="ui-label">{t(messages.reminders)}</legend>
      {alarms.map((minutes, index) => (
        <div key={`${index} ${minutes}`} className="cal-form-reminder">
          <Select
            label={t(messages.reminder)}
            hideLabel
            items={[...new Set([...offered, minutes])]
              .toSorted((a, b) => a - b)
              .map((each) => ({ id: String(each), label: minutesWords(each, { t }) }))}
            value={String(minutes)}
            onChange={(chosen) => onChange(alarms.with(index, Number(chosen)))}
          />
          <IconButton
            icon="x"
            label={t(messages.removeReminder)}
            onPress={() => onChange(alarms.toSpliced(index, 1))}
          />
        </div>
      ))}
      <div>
        <Button variant="link" onPress={() => onChange([...alarms, free])}>
          {t(messages.addReminder)}
        </Button>
      </div>
    </fieldset>
  )
}
