import type { ViewOccurrence } from '../../../shared/ipc/view-port.ts'
import type { Selection } from '../../view-state/view-state.ts'

export const selectionOf = ({ key, collection, href, recurrenceId }: ViewOccurrence): Selection => ({
  key,
  collection,
  href,
  recurrenceId,
})
