import { createServer, request, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** What the proxy does wrong; nothing, unless a test says so. Each may be changed at any time. */
export type Faults = {
  /** Changes a request's headers on their way to the server. */
  headers?: (headers: IncomingHttpHeaders) => IncomingHttpHeaders
  /** Answers in the server's place; null lets the request pass. */
  answer?: (asked: { method: string; path: string }) => { status: number; body: string; type?: string } | null
  /** Changes the body of an answer. Held answers cannot be changed: they never end. */
  body?: (text: string, asked: { method: string; path: string }) => string
  /** Lets so many bytes of an answer through in a tenth of a second; null: all at once. */
  trickle?: (asked: { method: string; path: string }) => number | null
  /** Breaks the connection off in the middle of each answer to such a method. */
  breakOff?: (asked: { method: string; path: string }) => boolean
}

export type FaultProxy = {
  url: string
  faults: Faults
  /** Requests that came, as `METHOD /path`. */
  seen: string[]
  /** Cuts the path: connections break off, new ones are refused. */
  cut: () => Promise<void>
  mend: () => Promise<void>
  stop: () => Promise<void>
}

const listen = (server: ReturnType<typeof createServer>, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })

async function read(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

async function pass(
  answer: IncomingMessage,
  outgoing: ServerResponse,
  change: (text: string) => string,
): Promise<void> {
  const body = change((await read(answer)).toString('utf8'))
  const { 'content-length': _length, 'transfer-encoding': _encoding, ...headers } = answer.headers
  outgoing.writeHead(answer.statusCode ?? 502, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
}

/** What the server did is done; of its answer comes half, or nothing if it has no body. */
async function breakOff(answer: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await read(answer)
  if (body.length === 0) {
    outgoing.destroy()
    return
  }
  const { 'transfer-encoding': _encoding, ...headers } = answer.headers
  outgoing.writeHead(answer.statusCode ?? 502, { ...headers, 'content-length': body.length })
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy())
}

async function trickle(answer: IncomingMessage, outgoing: ServerResponse, bytes: number): Promise<void> {
  const body = await read(answer)
  outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
  for (let at = 0; at < body.length && !outgoing.destroyed; at += bytes) {
    outgoing.write(body.subarray(at, at + bytes))
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  outgoing.end()
}

/** Stands between the app and a server, and does to their talk what networks and servers do. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const { host, hostname, port: targetPort } = new URL(target)
  const sockets = new Set<Socket>()
  const faults: Faults = {}
  const seen: string[] = []

  const server = createServer((incoming, outgoing) => {
    const asked = { method: incoming.method ?? 'GET', path: incoming.url ?? '/' }
    seen.push(`${asked.method} ${asked.path}`)
    const own = faults.answer?.(asked) ?? null
    if (own !== null) {
      incoming.resume()
      outgoing.writeHead(own.status, { 'content-type': own.type ?? 'text/html' }).end(own.body)
      return
    }
    const headers = { ...(faults.headers?.(incoming.headers) ?? incoming.headers), host }
    const onward = request({ hostname, port: targetPort, ...asked, headers }, (answer) => {
      const { body } = faults
      const bytes = faults.trickle?.(asked) ?? null
      const giveUp = (): unknown => outgoing.destroy()
      if (faults.breakOff?.(asked) === true) breakOff(answer, outgoing).catch(giveUp)
      else if (body !== undefined) pass(answer, outgoing, (text) => body(text, asked)).catch(giveUp)
      else if (bytes !== null) trickle(answer, outgoing, bytes).catch(giveUp)
      else {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
        answer.once('error', giveUp)
      }
    })
    onward.once('error', () => outgoing.destroy())
    outgoing.once('close', () => onward.destroy())
    incoming.pipe(onward)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })

  const cut = async (): Promise<void> => {
    if (!server.listening) return
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  const port = await listen(server, 0)
  return {
    url: `http://127.0.0.1:${port}`,
    faults,
    seen,
    cut,
    async mend() {
      await listen(server, port)
    },
    stop: cut,
  }
}
