import { Label, Radio, RadioGroup } from 'react-aria-components'
import type { ReactNode } from 'react'
import './radio-list.css'
import './field.css'

/** One of a few, each with a line of explanation. */
export function RadioList<Id extends string>({
  label,
  items,
  value,
  onChange,
}: {
  label: string
  items: readonly { id: Id; label: string; hint?: string; mark?: ReactNode }[]
  value: Id | null
  onChange: (value: Id) => void
}) {
  return (
    <RadioGroup
      className="ui-field"
      value={value}
      onChange={(key) => {
        const chosen = items.find((item) => item.id === key)
        if (chosen !== undefined) onChange(chosen.id)
      }}
    >
      <Label className="ui-label">{label}</Label>
      {items.map((item) => (
        <Radio key={item.id} value={item.id} className="ui-radio ui-focusable">
          <span className="ui-radio-dot" aria-hidden="true" />
          <span className="ui-radio-text">
            <span className="ui-radio-label">
              <span dir="auto">{item.label}</span>
              {item.mark}
            </span>
            {item.hint !== undefined && <span className="ui-radio-hint">{item.hint}</span>}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  )
}
