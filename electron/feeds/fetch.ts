import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { readFeedAddress, type FeedPolicy } from './address.ts'
import { readFeedBody, FeedTooLargeError } from './body.ts'
import { freshFor, retryAfter } from './freshness.ts'
import { InsideAddressError, pinnedLookup, type Resolver } from './pinned-lookup.ts'

/** What is known of a feed from the last time. */
export type Validators = { readonly etag: string | null; readonly lastModified: string | null }

/** Why a fetch brought nothing. */
export type FeedFailureKind =
  | 'not-allowed' // the address, or one it leads to, may not be fetched
  | 'refused' // 401, 403: somebody must look
  | 'gone' // 410
  | 'not-found'
  | 'overload' // 429, 503
  | 'unreachable'
  | 'server' // other answers
  | 'not-a-feed' // it answers, but with no calendar
  | 'too-large'

export type FeedAnswer =
  | {
      readonly type: 'body'
      readonly text: string
      readonly validators: Validators
      /** Seconds that the server calls its answer fresh. */
      readonly freshFor: number
      /** Where permanent redirects alone lead; null where there were none, or others. */
      readonly movedTo: string | null
    }
  | { readonly type: 'unchanged'; readonly freshFor: number; readonly movedTo: string | null }
  | {
      readonly type: 'failed'
      readonly kind: FeedFailureKind
      /** For the user: names the feed and the next step. */
      readonly message: string
      /** Seconds, as the server asks. */
      readonly retryAfter: number | null
    }

export type FetchOptions = {
  readonly policy: FeedPolicy
  readonly validators?: Validators
  readonly signal?: AbortSignal
  /** How names become addresses; the system's way where it is not given. */
  readonly resolver?: Resolver
}

const connectWithin = 30_000
const doneWithin = 120_000
const mostHops = 5

const failed = (kind: FeedFailureKind, message: string, after: number | null = null): FeedAnswer => ({
  type: 'failed',
  kind,
  message,
  retryAfter: after,
})

/** Credentials in the address go into the header of its own origin only. */
function authorization(url: URL): Record<string, string> {
  if (url.username === '' && url.password === '') return {}
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  return { Authorization: `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` }
}

function ask(url: URL, trusted: boolean, options: FetchOptions, signal: AbortSignal): Promise<IncomingMessage> {
  const { validators } = options
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const outgoing = send(
      url,
      {
        agent: false,
        auth: undefined,
        signal,
        ...(trusted ? {} : { lookup: pinnedLookup(options.resolver) }),
        headers: {
          Accept: 'text/calendar, */*;q=0.1',
          'Accept-Encoding': 'gzip, deflate, br',
          'User-Agent': 'Daystream (calendar subscription)',
          ...authorization(url),
          ...(validators?.etag ? { 'If-None-Match': validators.etag } : {}),
          ...(validators?.lastModified ? { 'If-Modified-Since': validators.lastModified } : {}),
        },
      },
      resolve,
    )
    const slow = setTimeout(() => outgoing.destroy(new Error('no answer in time')), connectWithin)
    outgoing.on('close', () => clearTimeout(slow))
    outgoing.on('response', () => clearTimeout(slow))
    outgoing.on('error', reject)
    outgoing.end()
  })
}

function failureOf(status: number, host: string, incoming: IncomingMessage): FeedAnswer {
  if (status === 401 || status === 403)
    return failed('refused', `${host} does not give this feed without signing in. Check the feed's address.`)
  if (status === 404) return failed('not-found', `${host} has no feed at this address. Check the feed's address.`)
  if (status === 410)
    return failed('gone', `${host} says that this feed is gone for good. What was fetched before stays.`)
  const after = retryAfter(incoming.headers['retry-after'], Date.now())
  if (status === 429 || status === 503) return failed('overload', `${host} is busy and asks to come back later.`, after)
  return failed('server', `${host} answered with an error (${status}). It is tried again later.`, after)
}

const isPermanent = (status: number): boolean => status === 301 || status === 308
const isRedirect = (status: number): boolean => isPermanent(status) || [302, 303, 307].includes(status)

async function follow(source: string, options: FetchOptions, signal: AbortSignal): Promise<FeedAnswer> {
  const start = readFeedAddress(source, options.policy)
  if (typeof start === 'string') return failed('not-allowed', start)
  let { url, trusted } = start
  let permanent = true
  for (let hop = 0; hop <= mostHops; hop += 1) {
    const incoming = await ask(url, trusted, options, signal)
    const status = incoming.statusCode ?? 0
    const { location } = incoming.headers
    if (!isRedirect(status) || location === undefined)
      return answerOf(incoming, url, hop > 0 && permanent ? url.href : null)
    incoming.destroy()
    permanent = permanent && isPermanent(status)
    const next = readFeedAddress(new URL(location, url).href, options.policy)
    if (typeof next === 'string') return failed('not-allowed', `${url.host} leads elsewhere: ${next}`)
    if (url.protocol === 'https:' && next.url.protocol === 'http:')
      return failed(
        'not-allowed',
        `${url.host} leads to an address without encryption. Ask for the feed's https address.`,
      )
    if (next.url.origin === url.origin && next.url.username === '') {
      next.url.username = url.username
      next.url.password = url.password
    }
    ;({ url, trusted } = next)
  }
  return failed('server', `${url.host} leads round in circles. Check the feed's address.`)
}

async function answerOf(incoming: IncomingMessage, url: URL, movedTo: string | null): Promise<FeedAnswer> {
  const status = incoming.statusCode ?? 0
  const fresh = freshFor(incoming.headers, Date.now())
  if (status === 304) {
    incoming.resume()
    return { type: 'unchanged', freshFor: fresh, movedTo }
  }
  if (status !== 200) {
    incoming.destroy()
    return failureOf(status, url.host, incoming)
  }
  const text = await readFeedBody(incoming)
  if (!/^\s*BEGIN:VCALENDAR/i.test(text.slice(0, 1000))) {
    const page = /^\s*<(!doctype|html|\?xml)/i.test(text.slice(0, 1000))
    return failed(
      'not-a-feed',
      page
        ? `${url.host} answers with a web page, perhaps to sign in, and not with a calendar. Look for the feed's own address there.`
        : `What ${url.host} answers with is not a calendar. Check the feed's address.`,
    )
  }
  const { etag = null, 'last-modified': lastModified = null } = incoming.headers
  return { type: 'body', text, validators: { etag, lastModified }, freshFor: fresh, movedTo }
}

function failureOfError(error: unknown, source: string): FeedAnswer {
  const host = /^\w+:\/\/(?:[^/@]*@)?([^/?#]+)/.exec(source.trim())?.[1] ?? 'The feed'
  if (error instanceof FeedTooLargeError)
    return failed('too-large', `The feed of ${host} is larger than Daystream takes. Nothing was changed.`)
  if (error instanceof InsideAddressError)
    return failed('not-allowed', `${host} leads into the own network. Allow its address in the settings first.`)
  return failed('unreachable', `${host} cannot be reached. Check the connection; it is tried again later.`)
}

/**
 * Fetches a feed politely: conditionally, within limits of size and time, only from where the policy allows, each hop of a redirect
 * included. Never throws for what the other side does.
 */
export async function fetchFeed(source: string, options: FetchOptions): Promise<FeedAnswer> {
  const limit = AbortSignal.timeout(doneWithin)
  const signal = options.signal === undefined ? limit : AbortSignal.any([limit, options.signal])
  try {
    return await follow(source, options, signal)
  } catch (error) {
    return failureOfError(error, source)
  }
}
