import type { ContactRow } from '../../shared/model/contact.ts'

export type ContactSection = { title: string; rows: ContactRow[] }

/** Lower-cased, without accents: so that "aydin" finds "Aydın". */
const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replaceAll('ı', 'i')

/** Rows that hold every word of the query in their name, organisation, e-mail addresses or phone numbers. */
export function matchingContacts(rows: readonly ContactRow[], query: string): readonly ContactRow[] {
  const words = fold(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter(({ displayName, organisation, emails, phones }) => {
    const digits = phones.map((phone) => phone.replace(/\D/g, ''))
    const text = fold([displayName, organisation, ...emails, ...phones, ...digits].join('\n'))
    return words.every((word) => text.includes(word))
  })
}

/** The list by first letter of its sort key, in the order given; what begins with no letter comes under `#`. */
export function contactSections(rows: readonly ContactRow[]): ContactSection[] {
  const sections: ContactSection[] = []
  for (const row of rows) {
    const first = String.fromCodePoint(row.sortKey.codePointAt(0) ?? 0)
    const title = /\p{L}/u.test(first) ? first.toUpperCase() : '#'
    const known = sections.find((section) => section.title === title)
    if (known === undefined) sections.push({ title, rows: [row] })
    else known.rows.push(row)
  }
  return sections
}
