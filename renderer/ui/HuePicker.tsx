import { Label, Radio, RadioGroup } from 'react-aria-components'
import './hue-picker.css'
import './field.css'

/** A colour out of the hues; `name` says each in words. */
export function HuePicker<Hue extends string>({
  label,
  hues,
  value,
  name,
  onChange,
}: {
  label: string
  hues: readonly Hue[]
  value: Hue
  name: (hue: Hue) => string
  onChange: (hue: Hue) => void
}) {
  return (
    <RadioGroup
      className="ui-field"
      orientation="horizontal"
      value={value}
      onChange={(key) => {
        const chosen = hues.find((hue) => hue === key)
        if (chosen !== undefined) onChange(chosen)
      }}
    >
      <Label className="ui-label">{label}</Label>
      <div className="ui-hues">
        {hues.map((hue) => (
          <Radio key={hue} value={hue} aria-label={name(hue)} data-hue={hue} className="ui-hue">
            {({ isSelected }) => (
              <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
                {isSelected && <path d="m6.5 10.25 2.5 2.5 4.75-5" />}
              </svg>
            )}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
