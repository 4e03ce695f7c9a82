import http from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import { testCertificate } from './test-certificate.ts'

export type TestRequest = {
  readonly method: string
  readonly url: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}
export type TestAnswer = { status: number; headers?: http.OutgoingHttpHeaders; body?: string | Uint8Array }
export type TestServer = {
  readonly origin: string
  readonly port: number
  /** Everything asked so far, in order. */
  readonly requests: TestRequest[]
  readonly close: () => Promise<void>
}

const listen = (server: net.Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })

/**
 * A real HTTP server on loopback for tests. A handler answers by returning, or by itself on `response` and returning null.
 *
 * @param scheme https: with the test certificate; its origin is on `localhost`
 */
export async function startTestServer(
  handler: (request: TestRequest, response: http.ServerResponse) => TestAnswer | null | Promise<TestAnswer | null>,
  scheme: 'http' | 'https' = 'http',
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
  const listener = (incoming: http.IncomingMessage, response: http.ServerResponse): void => {
    answer(incoming, response).catch((error: unknown) => response.destroy(error as Error))
  }
  const server = scheme === 'http' ? http.createServer(listener) : https.createServer(testCertificate, listener)
  const port = await listen(server)
  return {
    origin: scheme === 'http' ? `http://127.0.0.1:${port}` : `https://localhost:${port}`,
    port,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export type TestProxy = {
  /** For `resolveProxy`. */
  readonly list: string
  /** The CONNECT lines so far. */
  readonly requests: string[]
  readonly close: () => void
}

/** An HTTP proxy that takes each `host:port` to a port of this computer, and answers 407 for those it has no way to. */
export async function startTestProxy(ways: Readonly<Record<string, number>>): Promise<TestProxy> {
  const requests: string[] = []
  const sockets = new Set<net.Socket>()
  const proxy = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', (data) => {
      const line = data.toString().split('\r\n')[0] ?? ''
      requests.push(line)
      const port = ways[line.split(' ')[1] ?? '']
      if (port === undefined) {
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
        return
      }
      const out = net.connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        socket.pipe(out).pipe(socket)
      })
      sockets.add(out)
      out.on('error', () => socket.destroy())
    })
  })
  const port = await listen(proxy)
  return {
    list: `PROXY 127.0.0.1:${port}`,
    requests,
    close: () => {
      proxy.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** What a promise fails with. */
export const failureOf = async (promise: Promise<unknown>): Promise<Error> => {
  try {
    await promise
  } catch (error) {
    return error as Error
  }
  throw new Error('nothing was thrown')
}
