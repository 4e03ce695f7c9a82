import { Dialog, Popover as AriaPopover, type PopoverProps } from 'react-aria-components'
import type { ReactNode } from 'react'
import './popover.css'

type Own = Omit<PopoverProps, 'className' | 'style' | 'children'>

/**
 * A surface tied to what opened it: inside a `DialogTrigger`, or with `triggerRef`, `isOpen` and `onOpenChange`. `width` is in px.
 */
export function Popover({
  label,
  width,
  children,
  ...rest
}: Own & { label: string; width?: number; children: ReactNode | ((close: () => void) => ReactNode) }) {
  return (
    <AriaPopover
      offset={6}
      containerPadding={8}
      {...rest}
      className="ui-popover"
      style={width === undefined ? {} : { width }}
    >
      <Dialog aria-label={label} className="ui-popover-body">
        {({ close }) => {
          if (typeof children !== 'function') return children
          // A controlled popover is closed by its owner; only one inside a trigger can close itself.
          return children(rest.isOpen === undefined ? close : () => rest.onOpenChange?.(false))
        }}
      </Dialog>
    </AriaPopover>
  )
}
