import { Button, Label, Popover, Select as AriaSelect, SelectValue } from 'react-aria-components'
import { Icon } from './Icon.tsx'
import { ListBox, ListBoxItem } from './ListBox.tsx'
import './field.css'
import './popover.css'

export type SelectItem<Id extends string> = { id: Id; label: string; hue?: string }

/** One of many. An item's `hue` draws a dot before its label. */
export function Select<Id extends string>({
  label,
  hideLabel = false,
  items,
  value,
  onChange,
  isDisabled = false,
  placeholder,
}: {
  label: string
  hideLabel?: boolean
  items: readonly SelectItem<Id>[]
  value: Id | null
  onChange: (value: Id) => void
  isDisabled?: boolean
  placeholder?: string
}) {
  return (
    <AriaSelect
      className="ui-field"
      value={value}
      isDisabled={isDisabled}
      {...(placeholder === undefined ? {} : { placeholder })}
      onChange={(key) => {
        const chosen = items.find((item) => item.id === key)
        if (chosen !== undefined) onChange(chosen.id)
      }}
    >
      <Label className={hideLabel ? 'visually-hidden' : 'ui-label'}>{label}</Label>
      <Button className="ui-select-button">
        <SelectValue className="ui-select-value" />
        <Icon name="down" size={14} />
      </Button>
      <Popover className="ui-popover ui-select-popover" offset={4} containerPadding={8}>
        <ListBox items={items}>
          {(item) => (
            <ListBoxItem id={item.id} textValue={item.label}>
              {item.hue !== undefined && <span className="ui-hue-dot" data-hue={item.hue} />}
              <span className="ellipsis" dir="auto">
                {item.label}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
