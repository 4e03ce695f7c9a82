import { parseTime } from '@internationalized/date'
import { DateInput, DateSegment, FieldError, Label, TimeField as AriaTimeField } from 'react-aria-components'
import './field.css'

/** A time of day, typed part by part as the locale writes it. `value` and what `onChange` gives are `HH:MM`, or null while incomplete. */
export function TimeField({
  label,
  hideLabel = false,
  value,
  onChange,
  error,
  isDisabled = false,
}: {
  label: string
  hideLabel?: boolean
  value: string | null
  onChange: (value: string | null) => void
  error?: string | null
  isDisabled?: boolean
}) {
  return (
    <AriaTimeField
      className="ui-field"
      granularity="minute"
      value={value === null ? null : parseTime(value)}
      onChange={(time) => onChange(time === null ? null : time.toString().slice(0, 5))}
      isDisabled={isDisabled}
      isInvalid={error !== undefined && error !== null}
    >
      <Label className={hideLabel ? 'visually-hidden' : 'ui-label'}>{label}</Label>
      <DateInput className="ui-date-input">
        {(segment) => <DateSegment segment={segment} className="ui-date-segment" />}
      </DateInput>
      <FieldError className="ui-error">{error}</FieldError>
    </AriaTimeField>
  )
}
