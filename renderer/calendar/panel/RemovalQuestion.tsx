import { useMemo } from 'react'
import { messages } from '../messages.ts'
import { useScope } from '../scope.ts'
import { ScopePopover } from './ScopePopover.tsx'
import { useAskedRemoval, useRemoval } from './removal.ts'

/** Asks, where an event of a series is to be deleted, whether it alone or the whole series is meant. */
export function RemovalQuestion() {
  const { t } = useScope()
  const asking = useAskedRemoval((state) => state.asking)
  const { remove } = useRemoval()
  const anchor = useMemo(() => ({ current: asking?.anchor ?? null }), [asking])
  return (
    <ScopePopover
      question={t(messages.deleteWhich)}
      anchor={anchor}
      isOpen={asking !== null}
      onChoose={(scope) => {
        if (asking !== null) void remove(asking.target, scope)
      }}
      onCancel={() => useAskedRemoval.setState({ asking: null })}
    />
  )
}
