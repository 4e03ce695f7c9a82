import { caldav, dav } from '../../dav/xml/names.ts'
import { attribute, element } from '../../dav/xml/write.ts'
import { MAX_RESOURCE_SIZE } from '../limits.ts'
import { principalHref, type Resource } from '../resource.ts'
import type { LiveProperties } from './property.ts'

const inCalendar = (resource: Resource): boolean =>
  resource.type === 'collection' && resource.collection.kind === 'calendars'

/** RFC 4791 §5.2, §6.2, §7.5.1; RFC 6638 §2.4.1. */
export const caldavProperties: LiveProperties = {
  [caldav('calendar-home-set')]: {
    read: (resource, context) =>
      resource.type === 'principal' ? element(dav('href'), context.homes.calendars.href) : undefined,
  },
  [caldav('calendar-user-address-set')]: {
    read: (resource, context) =>
      resource.type === 'principal' ? element(dav('href'), principalHref(context)) : undefined,
  },
  [caldav('supported-calendar-component-set')]: {
    read: (resource) =>
      resource.type === 'collection' && resource.collection.kind === 'calendars'
        ? resource.collection.file.components.map((name) => element(caldav('comp'), attribute('name', name)))
        : undefined,
  },
  [caldav('supported-calendar-data')]: {
    read: (resource) =>
      inCalendar(resource)
        ? element(caldav('calendar-data'), attribute('content-type', 'text/calendar'), attribute('version', '2.0'))
        : undefined,
  },
  [caldav('max-resource-size')]: {
    read: (resource) => (inCalendar(resource) ? String(MAX_RESOURCE_SIZE) : undefined),
  },
  [caldav('supported-collation-set')]: {
    read: (resource) =>
      inCalendar(resource)
        ? ['i;ascii-casemap', 'i;octet', 'i;unicode-casemap'].map((name) =>
            element(caldav('supported-collation'), name),
          )
        : undefined,
  },
}
