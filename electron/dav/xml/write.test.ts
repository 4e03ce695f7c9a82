import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { XmlElement } from './element.ts'
import { apple, CALDAV, caldav, dav, XML, xmlName } from './names.ts'
import { parseXml } from './parse.ts'
import { attribute, closeXmlDocument, element, elementOf, openXmlDocument, xmlDocument } from './write.ts'

const parse = (text: string): XmlElement => parseXml(text, 'The document')

describe('xmlDocument', () => {
  it('declares the prefixes in use at the root', () => {
    const body = element(
      caldav('calendar-query'),
      element(dav('prop'), element(dav('getetag')), element(apple('calendar-color'))),
      element(caldav('filter'), element(caldav('comp-filter'), attribute('name', 'VCALENDAR'))),
    )
    expect(xmlDocument(body)).toBe(
      '<?xml version="1.0" encoding="utf-8"?>\n' +
        '<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:A="http://apple.com/ns/ical/">' +
        '<D:prop><D:getetag/><A:calendar-color/></D:prop>' +
        '<C:filter><C:comp-filter name="VCALENDAR"/></C:filter></C:calendar-query>',
    )
  })

  it('declares other namespaces in place', () => {
    const name = xmlName('urn:a&b', 'x')
    const root = parse(xmlDocument(element(dav('prop'), element(name, attribute(name, '1'), element(dav('href'))))))
    expect(root.children[0]).toEqual({
      name,
      attributes: { [name]: '1' },
      children: [{ name: dav('href'), attributes: {}, children: [], text: '' }],
      text: '',
    })
  })

  it('writes a root in a namespace without a prefix of its own', () => {
    const name = xmlName('urn:other', 'root')
    expect(parse(xmlDocument(element(name, element(caldav('x'))))).children[0]?.name).toBe(caldav('x'))
  })

  it('leaves null, undefined and nothing out', () => {
    expect(xmlDocument(element(dav('a'), null, undefined, [], ''))).toContain('<D:a xmlns:D="DAV:"/>')
  })

  it('leaves out what XML cannot carry', () => {
    expect(parse(xmlDocument(element(dav('a'), 'b\u0000\u000b\uffff\ud800c😀'))).text).toBe('bc😀')
  })

  it('brings any text and attribute back as it was', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', '\r', '\n', '\t', '&', '<', '>', '"', "'", ']', 'ü', '😀'),
    })
    fc.assert(
      fc.property(text, text, (data, value) => {
        const root = parse(xmlDocument(element(dav('a'), attribute('b', value), data)))
        expect(root.text).toBe(data)
        expect(root.attributes['b']).toBe(value)
      }),
    )
  })

  it('writes a parsed element again', () => {
    const parsed = parse(
      `<z xmlns="urn:z" xmlns:c="${CALDAV}" xml:lang="de" c:q="&quot;"><c:y/>tail &amp; more<x xmlns="">1</x></z>`,
    )
    expect(parsed.attributes[xmlName(XML, 'lang')]).toBe('de')
    expect(parse(xmlDocument(elementOf(parsed)))).toEqual(parsed)
  })

  it('can be written piece by piece', () => {
    const root = dav('multistatus')
    const document = openXmlDocument(root) + element(caldav('x')).xml + element(apple('y')).xml + closeXmlDocument(root)
    expect(parse(document).children.map(({ name }) => name)).toEqual([caldav('x'), apple('y')])
  })
})
