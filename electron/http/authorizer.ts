import { randomBytes } from 'node:crypto'
import { parseChallenges } from './challenge.ts'
import { answerDigest, chooseDigest, type DigestChallenge } from './digest.ts'

/** Decides which credentials go where. */
export type Authorizer = {
  /** The Authorization header for a request, or null where none may go. `uri` is path and query as in the request line. */
  readonly authorize: (request: { method: string; url: URL; uri: string }) => string | null
  /** Takes in the WWW-Authenticate of a 401; true if the same request is worth sending once more. */
  readonly challenged: (url: URL, header: string | undefined) => boolean
}

export type PasswordAuthorizer = Authorizer & {
  /** Lets the credentials go to one more origin, e.g. that of a home the server itself named. */
  readonly allow: (origin: string) => void
  readonly origins: () => string[]
}

/**
 * Basic from the first request on (some servers never challenge), Digest where a server asks for it instead. The credentials go to
 * the given origins only, so a redirect cannot carry them elsewhere.
 */
export function createPasswordAuthorizer(credentials: {
  user: string
  password: string
  origins: Iterable<string>
}): PasswordAuthorizer {
  const { user, password } = credentials
  const origins = new Set(credentials.origins)
  const digests = new Map<string, { challenge: DigestChallenge; count: number }>()
  const basic = `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`

  return {
    allow: (origin) => {
      origins.add(origin)
    },
    origins: () => [...origins],
    authorize: ({ method, url, uri }) => {
      if (!origins.has(url.origin)) return null
      const digest = digests.get(url.origin)
      if (digest === undefined) return basic
      digest.count += 1
      const cnonce = randomBytes(8).toString('hex')
      return answerDigest(digest.challenge, { user, password, method, uri, count: digest.count, cnonce })
    },
    challenged: (url, header) => {
      if (!origins.has(url.origin)) return false
      const challenges = parseChallenges(header)
      const challenge = chooseDigest(challenges)
      const known = digests.get(url.origin)
      if (challenge === null || (known === undefined && challenges.some(({ scheme }) => scheme === 'basic')))
        return false
      digests.set(url.origin, { challenge, count: 0 })
      return known === undefined || challenge.stale || challenge.nonce !== known.challenge.nonce
    },
  }
}
