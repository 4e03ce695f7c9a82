import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { testCertificate } from '../../electron/http/test-certificate.ts'

export type WebServer = { url: string; stop: () => Promise<void> }

/** A server that is none of WebDAV: it answers as `listener` says, with `secure` behind a certificate that nobody trusts. */
export async function startWebServer(listener: RequestListener, secure = false): Promise<WebServer> {
  const server = secure ? createSecureServer(testCertificate, listener) : createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  return {
    url: secure ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A web server with a page to sign in on, whatever is asked. */
export const loginPage: RequestListener = (_incoming, outgoing) =>
  void outgoing
    .writeHead(200, { 'content-type': 'text/html' })
    .end('<!DOCTYPE html><html><body><form>Please sign in</form></body></html>')
