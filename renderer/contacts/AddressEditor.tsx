import type { CardAddress } from '../../shared/vcard/card-fields.ts'
import { useText } from '../i18n/use-text.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { messages } from './messages.ts'
import { kindOf, withKind } from './value-kind.ts'

const parts = ['street', 'postalCode', 'locality', 'region', 'country'] as const
const kinds = ['home', 'work', 'other'] as const

const emptyAddress: CardAddress = {
  index: null,
  poBox: '',
  extended: '',
  street: '',
  locality: '',
  region: '',
  postalCode: '',
  country: '',
  types: ['home'],
  label: '',
  preferred: false,
}

/** Postal addresses, part by part. */
export function AddressEditor({
  addresses,
  onChange,
}: {
  addresses: readonly CardAddress[]
  onChange: (addresses: CardAddress[]) => void
}) {
  const t = useText()
  const name = t(messages.addresses)
  const change = (at: number, part: Partial<CardAddress>): void =>
    onChange(addresses.map((address, index) => (index === at ? { ...address, ...part } : address)))
  return (
    <fieldset className="card-values">
      <legend className="ui-label">{name}</legend>
      {addresses.map((address, at) => (
        <div key={address.index ?? `new ${at}`} className="card-value">
          <Select
            label={t(messages.kindOf, { what: name })}
            hideLabel
            items={kinds.map((kind) => ({ id: kind, label: t(messages[kind]) }))}
            value={kindOf(address.types) === 'cell' ? 'other' : kindOf(address.types)}
            onChange={(kind) => change(at, { types: withKind(address.types, kind), label: '' })}
          />
          <div className="card-address">
            {parts.map((part) => (
              <TextField
                key={part}
                label={t(messages[part])}
                value={address[part]}
                onChange={(value) => change(at, { [part]: value })}
              />
            ))}
          </div>
          <IconButton
            icon="x"
            label={t(messages.removeValue, { what: name })}
            tooltip={false}
            onPress={() => onChange(addresses.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <Button variant="plain" icon="plus" onPress={() => onChange([...addresses, emptyAddress])}>
          {t(messages.addAddress)}
        </Button>
      </div>
    </fieldset>
  )
}
