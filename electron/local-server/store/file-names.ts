import { createHash } from 'node:crypto'

const longest = 180
const reservedOnWindows = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i

const percent = (character: string): string =>
  [...Buffer.from(character, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')

/**
 * A name every file system takes and a person can read, for one segment of a URL. No separator, dot segment, device name or hidden
 * name can come out of it, whatever goes in.
 */
export function safeFileName(segment: string): string {
  let safe = segment
    .replace(/[\p{Cc}\u2028\u2029"*/:<>?\\|%]/gu, percent)
    .replace(/^[. ]/, percent)
    .replace(/[. ]$/, percent)
  if (reservedOnWindows.test(safe)) safe = percent(safe.charAt(0)) + safe.slice(1)
  if (safe === '') safe = '%'
  if (Buffer.byteLength(safe) <= longest) return safe
  const digest = createHash('sha256').update(segment).digest('hex').slice(0, 16)
  return `${safe.slice(0, 40).replace(/%[0-9A-F]?$|[^ -~]$/, '')}~${digest}`
}

/** The segment a file found in the folder stands for: the way back from {@link safeFileName} where nothing was cut. */
export function segmentOfFile(file: string): string {
  try {
    return decodeURIComponent(file)
  } catch {
    return file
  }
}

/** Equal for two names that a file system without upper case, or with its own Unicode normalisation, takes for one. */
export const fileKey = (file: string): string => file.normalize('NFC').toLowerCase()

/**
 * The file for a member: its own name where it is free, else with `~2`, `~3`… before the extension, since `A.ics` and `a.ics` are
 * two members but one file on Windows and macOS.
 *
 * @param extension `.ics` or `.vcf`; added where the segment lacks it
 * @param taken tells by {@link fileKey} whether a file is in use
 */
export function freeFileName(segment: string, extension: string, taken: (key: string) => boolean): string {
  const base = segment.toLowerCase().endsWith(extension) ? segment.slice(0, -extension.length) : segment
  const safe = safeFileName(base)
  for (let n = 1; ; n += 1) {
    const file = n === 1 ? safe + extension : `${safe}~${n}${extension}`
    if (!taken(fileKey(file))) return file
  }
}
