import { randomBytes } from 'node:crypto'
import { XML_TYPE } from '../exchange/answer.ts'

/** At most 70 characters of the safe set (RFC 2046 §5.1.1). */
export const newBoundary = (): string => `s-${randomBytes(12).toString('hex')}`

/** One body part with its length, so that a reader has it whole with its last byte and not with the next delimiter. */
export const writePart = (boundary: string, xml: string): string =>
  `--${boundary}\r\nContent-Type: ${XML_TYPE}\r\nContent-Length: ${Buffer.byteLength(xml)}\r\n\r\n${xml}\r\n`

/** Only this is a clean end: a proxy can make a broken stream look as if it had ended well. */
export const closeDelimiter = (boundary: string): string => `--${boundary}--\r\n`

/** Blank lines between parts are nothing to a reader, and something to a proxy that would cut an idle line. */
export const HEARTBEAT = '\r\n'
