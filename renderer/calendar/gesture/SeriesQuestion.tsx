import { useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { messages } from '../messages.ts'
import { say } from '../say.ts'
import { useScope } from '../scope.ts'
import { ScopePopover } from '../panel/ScopePopover.tsx'
import { putBack, useGesture } from './gesture.ts'
import { useDrop } from './use-drop.ts'

/** Asks, beside an event of a series that was dropped, whether it moves alone or the whole series with it. */
export function SeriesQuestion({ within }: { within: RefObject<HTMLElement | null> }) {
  const { t } = useScope()
  const asking = useGesture(({ carry }) => carry?.phase === 'asking')
  const block = useRef<HTMLElement>(null)
  const [ready, setReady] = useState(false)
  const drop = useDrop()
  useLayoutEffect(() => {
    block.current = asking ? (within.current?.querySelector<HTMLElement>('[data-carried-block]') ?? null) : null
    setReady(asking && block.current !== null)
  }, [asking, within])
  return (
    <ScopePopover
      question={t(messages.moveWhich)}
      anchor={block}
      isOpen={ready}
      onChoose={drop}
      onCancel={() => {
        putBack()
        say(t(messages.putBack))
      }}
    />
  )
}
