import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

const mostReceived = 20 * 1024 * 1024
const mostDecoded = 60 * 1024 * 1024
const highestRatio = 50
const ratioFrom = 1024 * 1024

export class FeedTooLargeError extends Error {
  override readonly name = 'FeedTooLargeError'
}

function decoded(incoming: IncomingMessage): Readable {
  const encoding = (incoming.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (encoding === 'identity' || encoding === '') return incoming
  const decoder =
    encoding === 'gzip' || encoding === 'x-gzip'
      ? createGunzip()
      : encoding === 'deflate'
        ? createInflate()
        : encoding === 'br'
          ? createBrotliDecompress()
          : null
  if (decoder === null) throw new Error(`unknown encoding ${encoding}`)
  incoming.on('error', (error) => decoder.destroy(error))
  return incoming.pipe(decoder)
}

/** As the server names it, else UTF-8, else the one that old programs wrote without naming it. */
function decodeText(bytes: Uint8Array, contentType: string): string {
  const named = /charset="?([\w-]+)/i.exec(contentType)?.[1]
  for (const charset of [named, 'utf-8', 'windows-1252']) {
    if (charset === undefined) continue
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes)
    } catch {
      continue // an unknown name, or not what it says: the next one
    }
  }
  return new TextDecoder('utf-8').decode(bytes)
}

/**
 * Reads the text of an answer.
 *
 * @throws FeedTooLargeError over 20 MiB on the line, 60 MiB unpacked or a ratio of 50
 */
export async function readFeedBody(incoming: IncomingMessage): Promise<string> {
  let received = 0
  const stream = decoded(incoming)
  incoming.on('data', (chunk: Buffer) => {
    received += chunk.length
    if (received > mostReceived) stream.destroy(new FeedTooLargeError())
  })
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > mostDecoded || (size > ratioFrom && size > received * highestRatio)) {
      incoming.destroy()
      throw new FeedTooLargeError()
    }
    chunks.push(chunk)
  }
  return decodeText(Buffer.concat(chunks), incoming.headers['content-type'] ?? '')
}
