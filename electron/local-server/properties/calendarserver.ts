import { calendarserver } from '../../dav/xml/names.ts'
import { currentSyncToken } from '../sync-token.ts'
import type { LiveProperties } from './property.ts'
import { syncTargetOf } from './webdav.ts'

/** caldav-ctag-03. */
export const calendarserverProperties: LiveProperties = {
  [calendarserver('getctag')]: {
    read: (resource, context) => {
      const target = syncTargetOf(resource)
      return target === null ? undefined : currentSyncToken(target, context.store.log.epochOf)
    },
  },
}
