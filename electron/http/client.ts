import { DavError } from '../../shared/model/dav-error.ts'
import { createAgents } from './agents.ts'
import type { Authorizer } from './authorizer.ts'
import { discard, readBody, readText } from './body.ts'
import type { HttpClient, HttpRequest, HttpResponse } from './exchange.ts'
import { isLoopback } from './loopback.ts'
import { chooseProxy } from './proxy.ts'
import { plainHeaders, requestUri, send, type Answer } from './send.ts'

export type HttpClientOptions = {
  readonly userAgent: string
  /** null: no credentials. */
  readonly authorizer: Authorizer | null
  /** The proxies for a URL in PAC notation, as `session.resolveProxy` gives them. Default: none. */
  readonly resolveProxy?: (url: string) => Promise<string>
  /** PEM certificates to trust in place of the built-in ones and those of the operating system. */
  readonly certificateAuthorities?: readonly string[] | undefined
}

const redirects = new Set([301, 302, 303, 307, 308])
const mostRedirects = 5

function checkedUrl(url: URL): URL {
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))) return url
  if (url.protocol !== 'http:') throw new DavError('not-dav', `${url.href} is not an https address.`)
  throw new DavError(
    'insecure',
    `${url.host} would be spoken to without encryption. Nothing was sent. Use its https:// address.`,
  )
}

function redirectTarget(location: string, from: URL): URL {
  if (!URL.canParse(location, from.href))
    throw new DavError('not-dav', `${from.host} redirects to something that is no address.`)
  const target = new URL(location, from)
  if (from.protocol === 'https:' && target.protocol === 'http:')
    throw new DavError('insecure', `${from.host} redirects to an unencrypted address. It was not followed.`)
  return checkedUrl(target)
}

const aborted = (): DavError => new DavError('aborted', 'The request was given up.')

function toResponse(url: URL, { message, informational }: Answer, request: HttpRequest): HttpResponse {
  const { signal } = request
  let givenUp: DavError | null = null
  const giveUp = (): void => {
    givenUp = aborted()
    message.destroy()
  }
  if (signal?.aborted === true) giveUp()
  else {
    signal?.addEventListener('abort', giveUp)
    message.once('close', () => signal?.removeEventListener('abort', giveUp))
  }
  const body = readBody(message, {
    host: url.host,
    idleTimeoutMs: request.idleTimeoutMs === undefined ? 60_000 : request.idleTimeoutMs,
    maxBodyBytes: request.maxBodyBytes === undefined ? 256 * 1024 * 1024 : request.maxBodyBytes,
    givenUp: () => givenUp,
  })
  return {
    status: message.statusCode ?? 0,
    headers: plainHeaders(message.headers),
    url: url.href,
    informational,
    body,
    destroy: giveUp,
    text: (limitBytes = 1024 * 1024) => readText(body, url.host, limitBytes),
  }
}

/**
 * The one way out to servers: HTTP/1.1 on node's own client (fetch breaks a connection on an unasked `100 Continue`), with separate
 * keep-alive connections for held and for ordinary requests. Redirects keep the method, since a REPORT turned GET means nothing.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { authorizer, userAgent, resolveProxy } = options
  const agents = createAgents(options.certificateAuthorities)

  const exchange = async (url: URL, request: HttpRequest): Promise<Answer> => {
    const proxies = resolveProxy === undefined || isLoopback(url) ? '' : await resolveProxy(url.href)
    const agent = agents.agentFor(url, request.lane ?? 'work', chooseProxy(proxies, url.host))
    const headers = { 'user-agent': userAgent, 'accept-encoding': 'identity', ...request.headers }
    const uri = requestUri(url)
    const attempt = (): Promise<Answer> => {
      const authorization = authorizer?.authorize({ method: request.method, url, uri }) ?? null
      return send(url, request, authorization === null ? headers : { ...headers, authorization }, agent)
    }
    const answer = await attempt()
    if (answer.message.statusCode !== 401) return answer
    if (authorizer?.challenged(url, answer.message.headers['www-authenticate']) !== true) return answer
    discard(answer.message)
    return attempt()
  }

  return {
    request: async (request) => {
      let url = checkedUrl(new URL(request.url))
      for (let hops = 0; ; hops += 1) {
        if (request.signal?.aborted === true) throw aborted()
        const answer = await exchange(url, request)
        if (!redirects.has(answer.message.statusCode ?? 0) || answer.message.headers.location === undefined)
          return toResponse(url, answer, request)
        discard(answer.message)
        if (hops === mostRedirects)
          throw new DavError('not-dav', `${new URL(request.url).host} redirects without end. Check the address.`)
        url = redirectTarget(answer.message.headers.location, url)
      }
    },
    close: agents.close,
  }
}
