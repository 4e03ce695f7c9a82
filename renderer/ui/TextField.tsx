import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField as AriaTextField,
  type TextFieldProps,
} from 'react-aria-components'
import './field.css'

/**
 * A labelled line (or with `lines`, lines) of text. `error` names what is wrong and what to do next; `hint` stands below while all is
 * well; `focusFirst` puts the focus here when it appears; `hideLabel` keeps the label for screen readers only.
 */
export function TextField({
  label,
  hideLabel = false,
  hint,
  error,
  lines,
  placeholder = '',
  focusFirst = false,
  ...rest
}: Omit<TextFieldProps, 'className' | 'children' | 'style' | 'autoFocus'> & {
  label: string
  hideLabel?: boolean
  hint?: string
  error?: string | null
  lines?: number
  placeholder?: string
  focusFirst?: boolean
}) {
  const wrong = error !== undefined && error !== null && error !== ''
  return (
    <AriaTextField {...rest} {...(focusFirst ? { autoFocus: true } : {})} className="ui-field" isInvalid={wrong}>
      <Label className={hideLabel ? 'visually-hidden' : 'ui-label'}>{label}</Label>
      {lines === undefined ? (
        <Input className="ui-input" placeholder={placeholder} dir="auto" />
      ) : (
        <TextArea className="ui-input ui-input-lines" rows={lines} placeholder={placeholder} dir="auto" />
      )}
      {hint !== undefined && !wrong && (
        <Text slot="description" className="ui-hint">
          {hint}
        </Text>
      )}
      <FieldError className="ui-error">{error}</FieldError>
    </AriaTextField>
  )
}
