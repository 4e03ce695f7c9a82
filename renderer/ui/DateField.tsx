import { parseDate } from '@internationalized/date'
import { DateField as AriaDateField, DateInput, DateSegment, FieldError, Label } from 'react-aria-components'
import './field.css'

/** A day, typed part by part in the order of the locale. `value` and what `onChange` gives are `YYYY-MM-DD`, or null while incomplete. */
export function DateField({
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
    <AriaDateField
      className="ui-field"
      granularity="day"
      value={value === null ? null : parseDate(value)}
      onChange={(date) => onChange(date === null ? null : date.toString())}
      isDisabled={isDisabled}
      isInvalid={error !== undefined && error !== null}
    >
      <Label className={hideLabel ? 'visually-hidden' : 'ui-label'}>{label}</Label>
      <DateInput className="ui-date-input">
        {(segment) => <DateSegment segment={segment} className="ui-date-segment" />}
      </DateInput>
      <FieldError className="ui-error">{error}</FieldError>
    </AriaDateField>
  )
}
