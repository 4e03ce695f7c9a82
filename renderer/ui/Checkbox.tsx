import { Checkbox as AriaCheckbox, type CheckboxProps } from 'react-aria-components'
import type { ReactNode } from 'react'
import './checkbox.css'

/** A check box; inside a `data-hue` it is ticked in that hue. */
export function Checkbox({
  children,
  ...rest
}: Omit<CheckboxProps, 'className' | 'style' | 'children'> & { children: ReactNode }) {
  return (
    <AriaCheckbox {...rest} className="ui-checkbox">
      <span className="ui-check" aria-hidden="true">
        <svg viewBox="0 0 14 14" width="14" height="14">
          <path d="m3.5 7.25 2.4 2.4 4.6-5" />
        </svg>
      </span>
      {children}
    </AriaCheckbox>
  )
}
