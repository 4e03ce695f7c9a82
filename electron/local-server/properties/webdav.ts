import { caldav, carddav, dav, type XmlName } from '../../dav/xml/names.ts'
import { element, type Xml, type XmlContent } from '../../dav/xml/write.ts'
import { principalHref, type MemberResource, type Resource } from '../resource.ts'
import { currentSyncToken, type SyncTarget } from '../sync-token.ts'
import type { LiveProperties } from './property.ts'
import { subscriptionTypes } from './subscription.ts'

/** What can be synchronised behind a resource; null for all others. */
export function syncTargetOf(resource: Resource): SyncTarget | null {
  if (resource.type === 'home') return resource.home
  return resource.type === 'collection' ? resource.collection : null
}

const empty = (name: XmlName): Xml => element(name)

function resourceTypes(resource: Resource): Xml[] {
  switch (resource.type) {
    case 'member':
      return []
    case 'principal':
      return [empty(dav('collection')), empty(dav('principal'))]
    case 'collection':
      return [
        empty(dav('collection')),
        empty(resource.collection.kind === 'calendars' ? caldav('calendar') : carddav('addressbook')),
        ...subscriptionTypes(resource.collection),
      ]
    case 'root':
    case 'principals':
    case 'homes':
    case 'home':
      return [empty(dav('collection'))]
  }
}

const reportsOf = (resource: Resource): XmlName[] => {
  if (resource.type === 'home')
    return [
      dav('sync-collection'),
      resource.home.kind === 'calendars' ? caldav('calendar-multiget') : carddav('addressbook-multiget'),
    ]
  if (resource.type !== 'collection' && resource.type !== 'member') return []
  const queries =
    resource.collection.kind === 'calendars'
      ? [caldav('calendar-query'), caldav('calendar-multiget')]
      : [carddav('addressbook-query'), carddav('addressbook-multiget')]
  return resource.type === 'collection' ? [dav('sync-collection'), ...queries] : queries
}

function privilegesOf(resource: Resource): XmlName[] {
  const read = [dav('read'), dav('read-current-user-privilege-set')]
  const subscribed =
    (resource.type === 'collection' || resource.type === 'member') && resource.collection.file.subscription !== null
  if (resource.type === 'home') return [...read, dav('bind'), dav('unbind')]
  if (resource.type === 'member') return subscribed ? read : [...read, dav('write-content'), dav('write-properties')]
  if (resource.type !== 'collection') return read
  if (subscribed) return [...read, dav('write-properties')]
  return [...read, dav('write'), dav('write-properties'), dav('write-content'), dav('bind'), dav('unbind')]
}

const httpDate = (at: number): string => new Date(at).toUTCString()

export const mediaTypeOf = (resource: MemberResource): string => {
  if (resource.collection.kind === 'addressbooks') return 'text/vcard; charset=utf-8'
  const { component } = resource.member
  return `text/calendar; charset=utf-8${component === null ? '' : `; component=${component.toLowerCase()}`}`
}

const href = (path: string): Xml => element(dav('href'), path)

/** RFC 4918 §15, RFC 3744, RFC 5397, RFC 6578 §4. */
export const webdavProperties: LiveProperties = {
  [dav('resourcetype')]: { allprop: true, read: resourceTypes },
  [dav('getetag')]: {
    allprop: true,
    read: (resource) => {
      if (resource.type === 'member') return `"${resource.member.etag}"`
      return resource.type === 'collection' ? `"${resource.collection.etag}"` : undefined
    },
  },
  [dav('getcontenttype')]: {
    allprop: true,
    read: (resource) => (resource.type === 'member' ? mediaTypeOf(resource) : undefined),
  },
  [dav('getcontentlength')]: {
    allprop: true,
    read: (resource) => (resource.type === 'member' ? String(resource.member.size) : undefined),
  },
  [dav('getlastmodified')]: {
    allprop: true,
    read: (resource) => (resource.type === 'member' ? httpDate(resource.member.mtime) : undefined),
  },
  [dav('creationdate')]: {
    allprop: true,
    read: (resource) =>
      resource.type === 'collection' ? new Date(resource.collection.file.created).toISOString() : undefined,
  },
  [dav('supportedlock')]: { allprop: true, read: (): XmlContent => [] },
  [dav('current-user-principal')]: {
    read: (_, context) => href(principalHref(context)),
  },
  [dav('principal-URL')]: {
    read: (resource, context) => (resource.type === 'principal' ? href(principalHref(context)) : undefined),
  },
  [dav('principal-collection-set')]: { read: () => href('/principals/') },
  [dav('owner')]: { read: (_, context) => href(principalHref(context)) },
  [dav('current-user-privilege-set')]: {
    read: (resource) => privilegesOf(resource).map((name) => element(dav('privilege'), empty(name))),
  },
  [dav('supported-report-set')]: {
    read: (resource) =>
      reportsOf(resource).map((name) => element(dav('supported-report'), element(dav('report'), empty(name)))),
  },
  [dav('sync-token')]: {
    read: (resource, context) => {
      const target = syncTargetOf(resource)
      return target === null ? undefined : currentSyncToken(target, context.store.log.epochOf)
    },
  },
}
