import type { ServerResponse } from 'node:http'
import { dav, type XmlName } from '../../dav/xml/names.ts'
import { element, xmlDocument, type Xml, type XmlContent } from '../../dav/xml/write.ts'

export type Headers = Record<string, string>

/** What a method answers; `taken` where it has the response in its own hands, to hold it. */
export type Answer =
  | { readonly status: number; readonly headers: Headers; readonly body: string | AsyncIterable<string> | null }
  | { readonly taken: (response: ServerResponse) => void }

export const XML_TYPE = 'application/xml; charset=utf-8'

export const emptyAnswer = (status: number, headers: Headers = {}): Answer => ({ status, headers, body: null })

export const textAnswer = (status: number, text: string, headers: Headers = {}): Answer => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers },
  body: `${text}\n`,
})

export const xmlAnswer = (status: number, root: Xml, headers: Headers = {}): Answer => ({
  status,
  headers: { 'Content-Type': XML_TYPE, ...headers },
  body: xmlDocument(root),
})

/** Ends a request with a status and, where the RFCs name one, a precondition in `DAV:error` (RFC 4918 §16). */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure'
  readonly answer: Answer

  constructor(answer: Answer, message: string) {
    super(message)
    this.answer = answer
  }
}

/** A failure with a precondition's name, e.g. `C:no-uid-conflict` holding the href it conflicts with. */
export const precondition = (status: number, name: XmlName, ...content: XmlContent[]): HttpFailure =>
  new HttpFailure(xmlAnswer(status, element(dav('error'), element(name, content))), name)

/** A failure that needs a sentence rather than a name. */
export const failure = (status: number, message: string, headers: Headers = {}): HttpFailure =>
  new HttpFailure(textAnswer(status, message, headers), message)

/** When more can be written without piling up, or the other side has gone. */
export const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done)
      response.off('close', done)
      resolve()
    }
    response.on('drain', done)
    response.on('close', done)
  })

/** Sends an answer; a body that comes piece by piece is paused while the other side is slow to take it. */
export async function sendAnswer(response: ServerResponse, answer: Answer, withBody: boolean): Promise<void> {
  if ('taken' in answer) return answer.taken(response)
  const { status, headers, body } = answer
  if (body === null || typeof body === 'string') {
    const bytes = Buffer.from(body ?? '', 'utf8')
    const length = status === 204 || status === 304 ? {} : { 'Content-Length': bytes.length }
    response.writeHead(status, { ...headers, ...length })
    response.end(withBody ? bytes : undefined)
    return
  }
  const pieces = body[Symbol.asyncIterator]()
  const first = await pieces.next()
  let next = await pieces.next()
  const text = first.done === true ? '' : first.value
  if (next.done === true) return sendAnswer(response, { status, headers, body: text }, withBody)
  response.writeHead(status, headers)
  response.write(text)
  for (; next.done !== true && !response.destroyed; next = await pieces.next())
    if (!response.write(next.value)) await drained(response)
  response.end()
}
