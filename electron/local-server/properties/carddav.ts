import { carddav, dav } from '../../dav/xml/names.ts'
import { attribute, element } from '../../dav/xml/write.ts'
import { MAX_RESOURCE_SIZE } from '../limits.ts'
import type { Resource } from '../resource.ts'
import type { LiveProperties } from './property.ts'

const inAddressBook = (resource: Resource): boolean =>
  resource.type === 'collection' && resource.collection.kind === 'addressbooks'

/** RFC 6352 §6.2, §7.1, §8.3. */
export const carddavProperties: LiveProperties = {
  [carddav('addressbook-home-set')]: {
    read: (resource, context) =>
      resource.type === 'principal' ? element(dav('href'), context.homes.addressbooks.href) : undefined,
  },
  [carddav('supported-address-data')]: {
    read: (resource) =>
      inAddressBook(resource)
        ? ['3.0', '4.0'].map((version) =>
            element(
              carddav('address-data-type'),
              attribute('content-type', 'text/vcard'),
              attribute('version', version),
            ),
          )
        : undefined,
  },
  [carddav('max-resource-size')]: {
    read: (resource) => (inAddressBook(resource) ? String(MAX_RESOURCE_SIZE) : undefined),
  },
  [carddav('supported-collation-set')]: {
    read: (resource) =>
      inAddressBook(resource)
        ? ['i;ascii-casemap', 'i;octet', 'i;unicode-casemap'].map((name) =>
            element(carddav('supported-collation'), name),
          )
        : undefined,
  },
}
