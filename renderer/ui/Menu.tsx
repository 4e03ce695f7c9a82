import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuTrigger,
  Popover,
  Separator,
  type MenuItemProps,
  type MenuProps,
  type Placement,
} from 'react-aria-components'
import type { ReactElement, ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import './popover.css'
import './menu.css'

/** A menu on its trigger, a button given as first child: `<MenuButton trigger={<Button …/>}>…items</MenuButton>`. */
export function MenuButton({
  trigger,
  label,
  placement = 'bottom start',
  children,
}: {
  trigger: ReactElement
  label: string
  placement?: Placement
  children: ReactNode
}) {
  return (
    <MenuTrigger>
      {trigger}
      <MenuPopover placement={placement}>
        <Menu label={label}>{children}</Menu>
      </MenuPopover>
    </MenuTrigger>
  )
}

/** The raised surface a menu lies on, where a menu is opened at a place of one's own choosing. */
export function MenuPopover(props: Omit<React.ComponentProps<typeof Popover>, 'className'>) {
  return <Popover offset={4} containerPadding={8} {...props} className="ui-popover ui-menu-popover" />
}

export function Menu({ label, ...rest }: Omit<MenuProps<object>, 'className' | 'aria-label'> & { label: string }) {
  return <AriaMenu {...rest} aria-label={label} className="ui-menu" />
}

/** One command. `hint` is a second line, `shortcut` the key that does the same. */
export function MenuItem({
  icon,
  label,
  hint,
  shortcut,
  danger = false,
  ...rest
}: Omit<MenuItemProps, 'className' | 'children'> & {
  icon?: IconName
  label: string
  hint?: string
  shortcut?: string
  danger?: boolean
}) {
  return (
    <AriaMenuItem {...rest} textValue={label} className={danger ? 'ui-menu-item ui-menu-item-danger' : 'ui-menu-item'}>
      {({ selectionMode, isSelected }) => (
        <>
          {selectionMode !== 'none' && (
            <span className="ui-menu-check">{isSelected && <Icon name="check" size={14} />}</span>
          )}
          {icon !== undefined && <Icon name={icon} />}
          <span className="ui-menu-text">
            {label}
            {hint !== undefined && <span className="ui-menu-hint">{hint}</span>}
          </span>
          {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
        </>
      )}
    </AriaMenuItem>
  )
}

export function MenuLine() {
  return <Separator className="ui-menu-line" />
}
