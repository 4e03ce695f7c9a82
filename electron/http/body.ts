import type { IncomingMessage } from 'node:http'
import { DavError } from '../../shared/model/dav-error.ts'
import { bodyFailure } from './failure.ts'

export type BodyLimits = {
  readonly host: string
  readonly idleTimeoutMs: number | null
  readonly maxBodyBytes: number | null
  /** What to say instead, if the body was given up on this side. */
  readonly givenUp: () => DavError | null
}

const tooLarge = (host: string, limit: number): DavError =>
  new DavError('too-large', `The answer of ${host} is larger than ${limit} bytes; it was not read.`)

/** Reads an answer's body chunk by chunk; the idle time counts only while the reader waits for the server, not the other way round. */
export async function* readBody(message: IncomingMessage, limits: BodyLimits): AsyncGenerator<Uint8Array> {
  const { host, idleTimeoutMs, maxBodyBytes, givenUp } = limits
  let timer: NodeJS.Timeout | undefined
  const wait = (): void => {
    if (idleTimeoutMs === null) return
    timer = setTimeout(() => {
      message.destroy(
        new DavError(
          'unreachable',
          `${host} stopped answering. Nothing was changed by it. If it lasts, try again later.`,
        ),
      )
    }, idleTimeoutMs)
  }
  let received = 0
  try {
    wait()
    for await (const chunk of message as AsyncIterable<Buffer>) {
      clearTimeout(timer)
      received += chunk.length
      if (maxBodyBytes !== null && received > maxBodyBytes) throw tooLarge(host, maxBodyBytes)
      yield chunk
      wait()
    }
    // A connection that broke before the first read leaves a body that merely looks empty.
    if (!message.complete) throw new Error('The body is not complete')
  } catch (error) {
    throw givenUp() ?? bodyFailure(error, host)
  } finally {
    clearTimeout(timer)
  }
}

/** Reads a whole body as UTF-8. */
export async function readText(body: AsyncIterable<Uint8Array>, host: string, limitBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let received = 0
  for await (const chunk of body) {
    received += chunk.length
    if (received > limitBytes) throw tooLarge(host, limitBytes)
    chunks.push(chunk)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}

/** Lets an unwanted body run out so that its connection can serve again; a long one is cut off instead. */
export function discard(message: IncomingMessage): void {
  let received = 0
  message.on('error', () => undefined)
  message.on('data', (chunk: Buffer) => {
    received += chunk.length
    if (received > 64 * 1024) message.destroy()
  })
}
