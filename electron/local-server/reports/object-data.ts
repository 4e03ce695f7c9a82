import { caldav, carddav } from '../../dav/xml/names.ts'
import { element } from '../../dav/xml/write.ts'
import type { XmlElement } from '../../dav/xml/element.ts'
import type { DataReader } from '../multistatus.ts'
import type { HomeKind } from '../store/model.ts'

/** The property that holds the text of an object: it exists only inside reports (RFC 4791 §9.6, RFC 6352 §10.4). */
const dataProperty = { calendars: caldav('calendar-data'), addressbooks: carddav('address-data') }

export const asksForData = (elements: readonly XmlElement[]): boolean =>
  elements.some(({ name }) => name === dataProperty.calendars || name === dataProperty.addressbooks)

/** Answers `C:calendar-data` or `R:address-data` with a text. */
export const dataReader =
  (kind: HomeKind, text: string): DataReader =>
  (request) =>
    request.name === dataProperty[kind] ? element(request.name, text) : undefined
