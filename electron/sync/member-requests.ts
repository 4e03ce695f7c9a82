import { DavError } from '../../shared/model/dav-error.ts'
import type { DavConnection } from '../dav/connection.ts'
import { remove } from '../dav/requests/delete.ts'
import { get } from '../dav/requests/get.ts'
import { put } from '../dav/requests/put.ts'
import type { MemberRequests } from './send.ts'

const contentType = (data: string): string =>
  /^\s*BEGIN:VCARD/i.test(data) ? 'text/vcard; charset=utf-8' : 'text/calendar; charset=utf-8'

/** The requests of an outbox item, over an account's connection. */
export function memberRequests(connection: DavConnection): MemberRequests {
  return {
    async get(href) {
      try {
        return await get(connection, { href })
      } catch (error) {
        if (error instanceof DavError && error.kind === 'not-found') return null
        throw error
      }
    },
    put: (href, data, condition) => put(connection, { href, data, condition, contentType: contentType(data) }),
    remove: (href, condition) => remove(connection, { href, condition }),
  }
}
