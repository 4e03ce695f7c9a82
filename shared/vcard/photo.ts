import { parameter } from '../icalendar/content-line.ts'
import type { CardLine } from './card-line.ts'

/** PHOTO as a `data:` URI or URL: 4.0 has it so, 3.0 and 2.1 give base64 and an image type apart. */
export function readPhoto(line: CardLine | undefined): string {
  if (line === undefined) return ''
  const value = line.value.trim()
  if (/^(?:data|https?):/i.test(value)) return value
  const base64 = value.replaceAll(/\s/g, '')
  if (base64 === '' || !/^[A-Za-z0-9+/]+=*$/.test(base64)) return value.includes(':') ? value : ''
  const type = (parameter(line, 'TYPE') ?? 'jpeg').toLowerCase().replace(/^image\//, '')
  return `data:image/${type === 'jpg' ? 'jpeg' : type};base64,${base64}`
}

/** A photo as a card of this version writes it. */
export function writePhoto(photo: string, version: string): { parameters: string; value: string } {
  const data = /^data:image\/([a-z0-9.+-]+);base64,(.*)$/is.exec(photo)
  if (version === '4.0') return { parameters: '', value: photo }
  if (data === null) return { parameters: ';VALUE=uri', value: photo }
  const encoding = version === '2.1' ? 'BASE64' : 'b'
  return { parameters: `;ENCODING=${encoding};TYPE=${(data[1] ?? 'jpeg').toUpperCase()}`, value: data[2] ?? '' }
}
