import http from 'node:http'
import https from 'node:https'
import { DavError } from '../../shared/model/dav-error.ts'
import type { HttpHeaders, HttpRequest, Informational } from './exchange.ts'
import { connectionFailure, isDeadSocket } from './failure.ts'

/** Repeating these changes nothing more than sending them once (RFC 9110 §9.2.2, RFC 4918 §9, RFC 3253 §3.6). */
const idempotent = new Set(['GET', 'HEAD', 'OPTIONS', 'PROPFIND', 'REPORT', 'PUT', 'DELETE', 'PROPPATCH'])

export type Answer = { readonly message: http.IncomingMessage; readonly informational: readonly Informational[] }

/** Field names in lower case and values joined, as node gives them. */
export function plainHeaders(headers: http.IncomingHttpHeaders): HttpHeaders {
  const plain: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(', ') : value
  return plain
}

/** Path and query as they go on the request line. */
export const requestUri = (url: URL): string => url.pathname + url.search

function sendOnce(
  url: URL,
  request: HttpRequest,
  headers: HttpHeaders,
  agent: http.Agent,
  retry: boolean,
): Promise<Answer> {
  const { signal, body } = request
  const timeout = request.headersTimeoutMs ?? 30_000
  return new Promise((resolve, reject) => {
    const informational: Informational[] = []
    const client = (url.protocol === 'https:' ? https : http).request({
      agent,
      method: request.method,
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
      path: requestUri(url),
      headers: {
        host: url.host,
        ...headers,
        ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
      },
    })
    let timer: NodeJS.Timeout | undefined
    const stop = (error: DavError): void => {
      client.destroy(error)
    }
    const abort = (): void => stop(new DavError('aborted', 'The request was given up.'))
    const settle = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
    signal?.addEventListener('abort', abort)
    client.on('socket', () => {
      timer = setTimeout(
        () => stop(new DavError('unreachable', `${url.host} did not answer in time. Trying again later may help.`)),
        timeout,
      )
    })
    client.on('information', (info) => {
      const answer = { status: info.statusCode, headers: plainHeaders(info.headers) }
      informational.push(answer)
      request.onInformational?.(answer)
    })
    client.on('response', (message) => {
      settle()
      resolve({ message, informational })
    })
    client.on('error', (error) => {
      settle()
      // A server may close an idle connection just as it is used again (RFC 9112 §9.3.1).
      if (retry && client.reusedSocket && isDeadSocket(error) && idempotent.has(request.method))
        resolve(sendOnce(url, request, headers, agent, false))
      else reject(connectionFailure(error, url.host))
    })
    client.end(body)
  })
}

/** One request on one connection, without redirects; sent again once if its kept-alive connection turns out to be dead. */
export const send = (url: URL, request: HttpRequest, headers: HttpHeaders, agent: http.Agent): Promise<Answer> =>
  sendOnce(url, request, headers, agent, true)
