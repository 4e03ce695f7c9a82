import { parseDate } from '@internationalized/date'
import { DateField as AriaDateField } from 'react-aria-components'
import { SegmentedInput, type SegmentedFieldProps } from './SegmentedInput.tsx'

/** A day, typed part by part in the order of the locale. `value` and what `onChange` gives are `YYYY-MM-DD`, or null while incomplete. */
export function DateField({ value, onChange, isDisabled = false, ...field }: SegmentedFieldProps) {
  return (
    <AriaDateField
      className="ui-field"
      granularity="day"
      value={value === null ? null : parseDate(value)}
      onChange={(date) => onChange(date === null ? null : date.toString())}
      isDisabled={isDisabled}
      isInvalid={field.error !== undefined && field.error !== null}
    >
      <SegmentedInput {...field} />
    </AriaDateField>
  )
}
