import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import './segmented-control.css'

/** One of a few, all in sight: the view switch, Yes / Maybe / No. */
export function SegmentedControl<Id extends string>({
  label,
  items,
  value,
  onChange,
}: {
  label: string
  items: readonly { id: Id; label: string }[]
  value: Id | null
  onChange: (value: Id) => void
}) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className="ui-segmented"
      selectionMode="single"
      disallowEmptySelection={value !== null}
      selectedKeys={value === null ? [] : [value]}
      onSelectionChange={(keys) => {
        const chosen = items.find((item) => keys.has(item.id))
        if (chosen !== undefined) onChange(chosen.id)
      }}
    >
      {items.map((item) => (
        <ToggleButton key={item.id} id={item.id} className="ui-segment ui-focusable">
          {item.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
