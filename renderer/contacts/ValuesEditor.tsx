import type { CardValue } from '../../shared/vcard/card-fields.ts'
import { useText } from '../i18n/use-text.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { messages } from './messages.ts'
import { kindOf, withKind, type ValueKind } from './value-kind.ts'

/** E-mail addresses or phone numbers: each with its kind, and one more on demand. */
export function ValuesEditor({
  name,
  add,
  kinds,
  values,
  onChange,
}: {
  name: string
  add: string
  kinds: readonly ValueKind[]
  values: readonly CardValue[]
  onChange: (values: CardValue[]) => void
}) {
  const t = useText()
  const change = (at: number, part: Partial<CardValue>): void =>
    onChange(values.map((value, index) => (index === at ? { ...value, ...part } : value)))
  return (
    <fieldset className="card-values">
      <legend className="ui-label">{name}</legend>
      {values.map((value, at) => (
        // The place in the list is what the line is: it has no other identity before it is saved.
        <div key={value.index ?? `new ${at}`} className="card-value">
          <Select
            label={t(messages.kindOf, { what: name })}
            hideLabel
            items={kinds.map((kind) => ({ id: kind, label: (value.label || null) ?? t(messages[kind]) }))}
            value={kindOf(value.types)}
            onChange={(kind) => change(at, { types: withKind(value.types, kind), label: '' })}
          />
          <TextField label={name} hideLabel value={value.value} onChange={(next) => change(at, { value: next })} />
          <IconButton
            icon="x"
            label={t(messages.removeValue, { what: value.value === '' ? name : value.value })}
            tooltip={false}
            onPress={() => onChange(values.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <Button
          variant="plain"
          icon="plus"
          onPress={() =>
            onChange([
              ...values,
              { index: null, value: '', types: withKind([], kinds[0] ?? 'other'), label: '', preferred: false },
            ])
          }
        >
          {add}
        </Button>
      </div>
    </fieldset>
  )
}
