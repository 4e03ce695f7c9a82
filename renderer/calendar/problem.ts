import { DavError } from '../../shared/model/dav-error.ts'
import { CommandError } from '../bridge/commands.ts'
import type { Text } from '../i18n/use-text.ts'
import { EventGoneError } from './actions.ts'
import { messages } from './messages.ts'

/** What went wrong with an edit, for the user: what happened, what is safe, what to do next. */
export function problemOf(error: unknown, t: Text): string {
  if (error instanceof EventGoneError) return t(messages.gone, { title: error.message })
  if (error instanceof CommandError || error instanceof DavError) return error.message
  return t(messages.notSaved)
}
