import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A feed's server on this computer, told what to answer. */
export type FeedServer = {
  origin: string
  /** What was asked, in order. */
  requests: { path: string; headers: IncomingHttpHeaders }[]
  answer: (path: string, reply: Reply | ((request: IncomingMessage, response: ServerResponse) => void)) => void
  close: () => Promise<void>
}

export type Reply = { status?: number; headers?: Record<string, string>; body?: string | Buffer }

export async function startFeedServer(): Promise<FeedServer> {
  const replies = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>()
  const requests: FeedServer['requests'] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    requests.push({ path, headers: request.headers })
    const reply = replies.get(path)
    if (reply === undefined) response.writeHead(404).end()
    else reply(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: (path, reply) => {
      replies.set(
        path,
        typeof reply === 'function'
          ? reply
          : (_, response) => response.writeHead(reply.status ?? 200, reply.headers).end(reply.body ?? ''),
      )
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A feed of these events: UID → SUMMARY. */
export const feedOf = (events: Record<string, string>, stamp = '20260101T000000Z', ...header: string[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Feed//EN',
    ...header,
    ...Object.entries(events).flatMap(([uid, summary]) => [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      `DTSTAMP:${stamp}`,
      'DTSTART:20261124T090000Z',
      'DTEND:20261124T100000Z',
      `SUMMARY:${summary}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
    '',
  ].join('\r\n')
