import { connect, createServer, type Socket } from 'node:net'
import { now } from './clock.ts'

/** What went over the wire since the last `reset`, heads included; each request with when its head was there, epoch ms. */
export type Traffic = { requests: { line: string; at: number }[]; bytesUp: number; bytesDown: number }

/** Stands between a client and a server, hands every byte on as it comes, and counts. */
export type WireProxy = { origin: string; traffic(): Traffic; reset(): void; close(): Promise<void> }

const HEAD_END = Buffer.from('\r\n\r\n')

/**
 * Takes apart what a client sends (HTTP/1.1, bodies by Content-Length or chunked without trailers) and hands it on: heads through
 * `onHead`, which answers with what to send instead, bodies as they are.
 */
function requestReader(onHead: (head: string) => string, send: (bytes: Buffer) => void): (bytes: Buffer) => void {
  let unread: Buffer = Buffer.alloc(0)
  let body = 0
  let chunked = false

  function pass(length: number): void {
    send(unread.subarray(0, length))
    unread = unread.subarray(length)
  }

  /** One step; false when more bytes are needed first. */
  function step(): boolean {
    if (body > 0) {
      const there = Math.min(body, unread.length)
      pass(there)
      body -= there
      return unread.length > 0
    }
    if (chunked) {
      const end = unread.indexOf('\r\n')
      if (end === -1) return false
      const size = Number.parseInt(unread.toString('latin1', 0, end), 16)
      pass(end + 2)
      body = size + 2
      chunked = size > 0
      return true
    }
    const end = unread.indexOf(HEAD_END)
    if (end === -1) return false
    const head = unread.toString('latin1', 0, end + HEAD_END.length)
    send(Buffer.from(onHead(head), 'latin1'))
    unread = unread.subarray(end + HEAD_END.length)
    body = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
    chunked = /^transfer-encoding: *chunked/im.test(head)
    return unread.length > 0
  }

  return (bytes) => {
    unread = unread.length === 0 ? bytes : Buffer.concat([unread, bytes])
    while (step());
  }
}

/**
 * Counts what the client sends and gets, not what is sent on: the Host header is changed to the server's own name, since a server may
 * refuse to be called anything else.
 *
 * @param target origin of the server, `http://127.0.0.1:PORT`
 */
export function startWireProxy(target: string): Promise<WireProxy> {
  const { host, hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  const nothing = (): Traffic => ({ requests: [], bytesUp: 0, bytesDown: 0 })
  let traffic = nothing()

  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ host: hostname, port: Number(port), noDelay: true })
    const read = requestReader(
      (head) => {
        traffic.requests.push({ line: head.slice(0, head.indexOf('\r\n')), at: now() })
        return head.replace(/^host:.*$/im, `Host: ${host}`)
      },
      (part) => upstream.write(part),
    )
    client.on('data', (bytes: Buffer) => {
      traffic.bytesUp += bytes.length
      read(bytes)
    })
    upstream.on('data', (bytes: Buffer) => (traffic.bytesDown += bytes.length))
    client.on('end', () => upstream.end())
    upstream.pipe(client)
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroySoon()
      })
    }
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') return reject(new Error('The proxy has no port.'))
      resolve({
        origin: `http://127.0.0.1:${address.port}`,
        traffic: () => traffic,
        reset: () => (traffic = nothing()),
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            for (const socket of sockets) socket.destroy()
          }),
      })
    })
  })
}
