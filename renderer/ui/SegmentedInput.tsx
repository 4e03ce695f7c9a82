import { DateInput, DateSegment, FieldError, Label } from 'react-aria-components'
import './field.css'

/** What a field of parts has in common: its label, said or shown, and what is wrong with it. `value` is null while incomplete. */
export type SegmentedFieldProps = {
  label: string
  hideLabel?: boolean
  value: string | null
  onChange: (value: string | null) => void
  error?: string | null
  isDisabled?: boolean
}

/** Label, parts in the order of the locale, and error of the field around it. */
export function SegmentedInput({
  label,
  hideLabel = false,
  error,
}: Omit<SegmentedFieldProps, 'value' | 'onChange' | 'isDisabled'>) {
  return (
    <>
      <Label className={hideLabel ? 'visually-hidden' : 'ui-label'}>{label}</Label>
      <DateInput className="ui-date-input">
        {(segment) => <DateSegment segment={segment} className="ui-date-segment" />}
      </DateInput>
      <FieldError className="ui-error">{error}</FieldError>
    </>
  )
}
