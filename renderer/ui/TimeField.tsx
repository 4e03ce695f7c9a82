import { parseTime } from '@internationalized/date'
import { TimeField as AriaTimeField } from 'react-aria-components'
import { SegmentedInput, type SegmentedFieldProps } from './SegmentedInput.tsx'

/** A time of day, typed part by part as the locale writes it. `value` and what `onChange` gives are `HH:MM`, or null while incomplete. */
export function TimeField({ value, onChange, isDisabled = false, ...field }: SegmentedFieldProps) {
  return (
    <AriaTimeField
      className="ui-field"
      granularity="minute"
      value={value === null ? null : parseTime(value)}
      onChange={(time) => onChange(time === null ? null : time.toString().slice(0, 5))}
      isDisabled={isDisabled}
      isInvalid={field.error !== undefined && field.error !== null}
    >
      <SegmentedInput {...field} />
    </AriaTimeField>
  )
}
