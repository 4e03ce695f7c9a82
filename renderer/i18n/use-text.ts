import { useCallback } from 'react'
import { useIntl, type MessageDescriptor } from 'react-intl'

export type Text = (message: MessageDescriptor, values?: Record<string, string | number | Date | null>) => string

/** The words of a message in the reader's language. */
export function useText(): Text {
  const intl = useIntl()
  return useCallback((message, values) => intl.formatMessage(message, values), [intl])
}
