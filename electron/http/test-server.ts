import http from 'node:http'
import type { AddressInfo } from 'node:net'

export type TestRequest = {
  readonly method: string
  readonly url: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}
export type TestAnswer = { status: number; headers?: http.OutgoingHttpHeaders; body?: string | Uint8Array }
export type TestServer = {
  readonly origin: string
  /** Everything asked so far, in order. */
  readonly requests: TestRequest[]
  readonly close: () => Promise<void>
}

/** A real HTTP server on loopback for tests. A handler answers by returning, or by itself on `response` and returning null. */
export async function startTestServer(
  handler: (request: TestRequest, response: http.ServerResponse) => TestAnswer | null | Promise<TestAnswer | null>,
): Promise<TestServer> {
  const requests: TestRequest[] = []
  const answer = async (incoming: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk)
    const request = {
      method: incoming.method ?? '',
      url: incoming.url ?? '',
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString(),
    }
    requests.push(request)
    const given = await handler(request, response)
    if (given !== null) response.writeHead(given.status, given.headers).end(given.body ?? '')
  }
  const server = http.createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) => response.destroy(error as Error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The DavError a promise fails with. */
export const failureOf = async (promise: Promise<unknown>): Promise<Error> => {
  try {
    await promise
  } catch (error) {
    return error as Error
  }
  throw new Error('nothing was thrown')
}
