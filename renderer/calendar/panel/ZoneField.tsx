import { useMemo, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { useScope } from '../scope.ts'
import { panelMessages as messages } from './panel-messages.ts'
import { placeOf } from './when-words.ts'

const FLOATING = 'floating'

/** The zone an event is written in. The long list is only made when it is asked for. */
export function ZoneField({ value, onChange }: { value: string | null; onChange: (tzid: string | null) => void }) {
  const { t } = useScope()
  const [open, setOpen] = useState(false)
  const items = useMemo(() => {
    if (!open) return []
    const known = Intl.supportedValuesOf('timeZone')
    const zones = value === null || known.includes(value) ? known : [value, ...known]
    return [
      { id: FLOATING, label: t(messages.floating) },
      ...zones.map((id) => ({ id, label: id.replaceAll('_', ' ') })),
    ]
  }, [open, t, value])
  if (!open)
    return (
      <div>
        <Button variant="link" onPress={() => setOpen(true)}>
          {value === null ? t(messages.floating) : t(messages.zoneTime, { place: placeOf(value) })}
        </Button>
      </div>
    )
  return (
    <Select
      label={t(messages.timeZone)}
      items={items}
      value={value ?? FLOATING}
      onChange={(id) => onChange(id === FLOATING ? null : id)}
    />
  )
}
