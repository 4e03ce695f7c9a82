import { request } from 'node:http'

export type PlainAnswer = { status: number; headers: Record<string, string | string[] | undefined>; body: string }

/** A bare HTTP client that knows nothing of the app: it stands for every other program that writes to the same server. */
export function plainClient(user: string, password: string) {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  return (method: string, url: string, body = '', headers: Record<string, string> = {}): Promise<PlainAnswer> =>
    new Promise((resolve, reject) => {
      const outgoing = request(
        url,
        { method, headers: { authorization, 'content-length': String(Buffer.byteLength(body)), ...headers } },
        (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: Buffer.concat(chunks).toString('utf8'),
            }),
          )
          answer.on('error', reject)
        },
      )
      outgoing.on('error', reject)
      outgoing.end(body)
    })
}
export type PlainClient = ReturnType<typeof plainClient>

/** One event of about 1 KB, as another program would write it. `start` is a local time in UTC, `YYYYMMDDTHHMMSS`. */
export function eventText(event: {
  uid: string
  summary: string
  start: string
  end: string
  more?: string[]
}): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Another program//EN',
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    'DTSTAMP:20261101T000000Z',
    `DTSTART:${event.start}Z`,
    `DTEND:${event.end}Z`,
    `SUMMARY:${event.summary}`,
    ...(event.more ?? []),
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')
}
