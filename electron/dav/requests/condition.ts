import type { ETag, ScheduleTag } from '../../../shared/model/names.ts'
import type { HttpHeaders } from '../../http/exchange.ts'

/** What must be true on the server for a write to happen. */
export type WriteCondition =
  /** It is still the version with this etag. */
  | { readonly type: 'match'; readonly etag: ETag }
  /** Nothing is there yet. */
  | { readonly type: 'create' }
  /** Nobody but attendees' replies changed it (RFC 6638 §3.2.10). */
  | { readonly type: 'schedule-tag'; readonly scheduleTag: ScheduleTag }
  | { readonly type: 'none' }

/** The request headers that state a condition. */
export function conditionHeaders(condition: WriteCondition): HttpHeaders {
  switch (condition.type) {
    case 'match':
      return { 'if-match': condition.etag }
    case 'create':
      return { 'if-none-match': '*' }
    case 'schedule-tag':
      return { 'if-schedule-tag-match': condition.scheduleTag }
    case 'none':
      return {}
  }
}
