import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import type { ReactNode, Ref } from 'react'
import { Icon, type IconName } from './Icon.tsx'
import { Tooltip } from './Tooltip.tsx'
import './button.css'

export type ButtonVariant = 'primary' | 'outlined' | 'soft' | 'plain' | 'danger' | 'link'

type Own = Omit<AriaButtonProps, 'className' | 'style' | 'children'>

/** A button with words; one `primary` a surface. `icon` stands before the words. */
export function Button({
  variant = 'outlined',
  icon,
  children,
  ...rest
}: Own & { variant?: ButtonVariant; icon?: IconName; children: ReactNode }) {
  return (
    <AriaButton {...rest} className={`ui-button ui-focusable ui-button-${variant}`}>
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </AriaButton>
  )
}

/** A button with a drawing only; `label` is its accessible name and, unless told otherwise, its tooltip. */
export function IconButton({
  icon,
  label,
  shortcut,
  size = 28,
  tooltip = true,
  ...rest
}: Own & {
  icon: IconName
  label: string
  shortcut?: string
  size?: 24 | 28 | 36
  tooltip?: boolean
  ref?: Ref<HTMLButtonElement>
}) {
  const button = (
    <AriaButton {...rest} aria-label={label} className="ui-icon-button ui-focusable" data-size={size}>
      <Icon name={icon} />
    </AriaButton>
  )
  if (!tooltip) return button
  return (
    <Tooltip text={label} {...(shortcut === undefined ? {} : { shortcut })}>
      {button}
    </Tooltip>
  )
}
