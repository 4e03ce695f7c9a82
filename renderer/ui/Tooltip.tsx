import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components'
import type { ReactElement } from 'react'
import { Kbd } from './Kbd.tsx'
import './tooltip.css'

/** Says in words what a drawing means, when the pointer rests on it or the keyboard reaches it. */
export function Tooltip({ text, shortcut, children }: { text: string; shortcut?: string; children: ReactElement }) {
  return (
    <TooltipTrigger delay={600} closeDelay={0}>
      {children}
      <AriaTooltip className="ui-tooltip" offset={6}>
        {text}
        {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
      </AriaTooltip>
    </TooltipTrigger>
  )
}
