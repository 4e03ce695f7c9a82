import { Group, Input, Label, NumberField as AriaNumberField } from 'react-aria-components'
import './field.css'
import './number-field.css'

/** A whole number between `least` and `most`, in the digits of the locale; arrows up and down change it by one. */
export function NumberField({
  label,
  value,
  least,
  most,
  onChange,
}: {
  label: string
  value: number
  least: number
  most: number
  onChange: (value: number) => void
}) {
  return (
    <AriaNumberField
      className="ui-field ui-number"
      value={value}
      minValue={least}
      maxValue={most}
      step={1}
      onChange={(next) => {
        if (Number.isInteger(next)) onChange(next)
      }}
    >
      <Label className="ui-label">{label}</Label>
      <Group>
        <Input className="ui-input" />
      </Group>
    </AriaNumberField>
  )
}
