import { Switch as AriaSwitch, type SwitchProps } from 'react-aria-components'
import './checkbox.css'

/** On or off, at once; `hint` says what on means. */
export function Switch({
  label,
  hint,
  ...rest
}: Omit<SwitchProps, 'className' | 'style' | 'children'> & { label: string; hint?: string }) {
  return (
    <AriaSwitch {...rest} className="ui-switch">
      <span>
        {label}
        {hint !== undefined && <span className="ui-switch-hint">{hint}</span>}
      </span>
      <span className="ui-switch-track" aria-hidden="true" />
    </AriaSwitch>
  )
}
