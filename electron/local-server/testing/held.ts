import type { Socket } from 'node:net'
import { AUTHORIZATION, readMultistatus, type Row, type Running } from './client.ts'

/** A request on a socket of its own, whose answer is read byte by byte. */
export type Held = {
  socket: Socket
  /** Status line and headers, names in lower case. */
  head: Promise<{ status: string; headers: Record<string, string> }>
  /** Body so far, without the framing of chunks. */
  body: () => string
  /** The sizes the chunks came in. */
  chunks: () => number[]
  /** When the last chunk has come, or the socket was closed. */
  ended: Promise<'last chunk' | 'closed'>
  /** Waits until the body satisfies a predicate. */
  until: (predicate: (body: string) => boolean) => Promise<string>
}

/** Sends a request and reads what comes. */
export async function hold(
  running: Running,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string,
  version = '1.1',
): Promise<Held> {
  const socket = await running.open()
  let raw = Buffer.alloc(0)
  let text = Buffer.alloc(0)
  const sizes: number[] = []
  let chunked = false
  let headDone = false
  let finished = false
  const watchers = new Set<() => void>()
  let giveHead: (head: { status: string; headers: Record<string, string> }) => void
  let giveEnd: (how: 'last chunk' | 'closed') => void
  const head = new Promise<{ status: string; headers: Record<string, string> }>((resolve) => (giveHead = resolve))
  const ended = new Promise<'last chunk' | 'closed'>((resolve) => (giveEnd = resolve))

  const readChunk = (): boolean => {
    const line = raw.indexOf('\r\n')
    if (line < 0) return false
    const size = Number.parseInt(raw.toString('latin1', 0, line), 16)
    if (raw.length < line + 2 + size + 2) return false
    if (size === 0) {
      finished = true
      giveEnd('last chunk')
      return false
    }
    sizes.push(size)
    text = Buffer.concat([text, raw.subarray(line + 2, line + 2 + size)])
    raw = raw.subarray(line + 2 + size + 2)
    return true
  }

  socket.on('data', (data) => {
    raw = Buffer.concat([raw, data as Buffer])
    const end = raw.indexOf('\r\n\r\n')
    if (!headDone && end >= 0) {
      headDone = true
      const [status = '', ...lines] = raw.toString('latin1', 0, end).split('\r\n')
      const read = Object.fromEntries(
        lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
      )
      chunked = read['transfer-encoding'] === 'chunked'
      raw = raw.subarray(end + 4)
      giveHead({ status, headers: read })
    }
    if (headDone && chunked) while (!finished && readChunk());
    else if (headDone) {
      text = Buffer.concat([text, raw])
      raw = Buffer.alloc(0)
    }
    for (const watcher of watchers) watcher()
  })
  socket.on('close', () => {
    giveEnd('closed')
    for (const watcher of watchers) watcher()
  })
  const lines = { Host: `127.0.0.1:${running.server.port}`, Authorization: AUTHORIZATION, ...headers }
  socket.write(
    `${method} ${path} HTTP/${version}\r\n` +
      Object.entries({ ...lines, 'Content-Length': String(Buffer.byteLength(body)) })
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('') +
      `\r\n${body}`,
  )
  return {
    socket,
    head,
    body: () => text.toString('utf8'),
    chunks: () => sizes,
    ended,
    until: (predicate) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const now = text.toString('utf8')
          if (predicate(now)) {
            watchers.delete(look)
            resolve(now)
          } else if (socket.destroyed) reject(new Error(`The connection was closed after: ${now}`))
        }
        watchers.add(look)
        look()
      }),
  }
}

export type Part = { headers: Record<string, string>; rows: Row[]; token: string | null; body: string }

/** The whole parts of a multipart body, found by their Content-Length alone. */
export function readParts(body: string, boundary: string): { parts: Part[]; between: string; closed: boolean } {
  const bytes = Buffer.from(body, 'utf8')
  const parts: Part[] = []
  let between = ''
  for (let position = 0; ;) {
    const start = bytes.indexOf(`--${boundary}`, position)
    if (start < 0) return { parts, between: between + bytes.toString('utf8', position), closed: false }
    between += bytes.toString('utf8', position, start)
    const afterDelimiter = start + boundary.length + 2
    if (bytes.toString('latin1', afterDelimiter, afterDelimiter + 2) === '--') return { parts, between, closed: true }
    const end = bytes.indexOf('\r\n\r\n', afterDelimiter)
    if (end < 0) return { parts, between, closed: false }
    const headers = Object.fromEntries(
      bytes
        .toString('latin1', afterDelimiter + 2, end)
        .split('\r\n')
        .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    )
    const length = Number(headers['content-length'])
    if (bytes.length < end + 4 + length) return { parts, between, closed: false }
    const content = bytes.toString('utf8', end + 4, end + 4 + length)
    const { rows, token } = readMultistatus(content)
    parts.push({ headers, rows, token, body: content })
    position = end + 4 + length
  }
}

export const boundaryOf = (headers: Record<string, string>): string =>
  /boundary="([^"]+)"/.exec(headers['content-type'] ?? '')?.[1] ?? ''
