import { createHash } from 'node:crypto'
import type { Challenge } from './challenge.ts'

export type DigestChallenge = {
  readonly realm: string
  readonly nonce: string
  readonly opaque: string | null
  readonly algorithm: 'MD5' | 'MD5-sess' | 'SHA-256' | 'SHA-256-sess'
  /** false: the old form of RFC 2069, without qop. */
  readonly auth: boolean
  readonly stale: boolean
}

const algorithms = ['SHA-256', 'SHA-256-sess', 'MD5', 'MD5-sess'] as const

/** The strongest Digest challenge this client can answer, or null. */
export function chooseDigest(challenges: readonly Challenge[]): DigestChallenge | null {
  for (const algorithm of algorithms)
    for (const { scheme, parameters } of challenges) {
      if (scheme !== 'digest' || (parameters['algorithm'] ?? 'MD5').toLowerCase() !== algorithm.toLowerCase()) continue
      const qop = parameters['qop']?.split(',').map((value) => value.trim().toLowerCase())
      if (qop !== undefined && !qop.includes('auth')) continue
      return {
        realm: parameters['realm'] ?? '',
        nonce: parameters['nonce'] ?? '',
        opaque: parameters['opaque'] ?? null,
        algorithm,
        auth: qop !== undefined,
        stale: parameters['stale']?.toLowerCase() === 'true',
      }
    }
  return null
}

export type DigestRequest = {
  readonly user: string
  readonly password: string
  readonly method: string
  /** Path and query as in the request line. */
  readonly uri: string
  /** How often this nonce has been used, from 1. */
  readonly count: number
  readonly cnonce: string
}

const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`

/** The Authorization header that answers a Digest challenge (RFC 7616 §3.4). */
export function answerDigest(challenge: DigestChallenge, request: DigestRequest): string {
  const { realm, nonce, opaque, algorithm, auth } = challenge
  const { user, password, method, uri, cnonce } = request
  const hash = (text: string): string =>
    createHash(algorithm.startsWith('MD5') ? 'md5' : 'sha256')
      .update(text)
      .digest('hex')
  const plain = hash(`${user}:${realm}:${password}`)
  const secret = algorithm.endsWith('-sess') ? hash(`${plain}:${nonce}:${cnonce}`) : plain
  const nc = request.count.toString(16).padStart(8, '0')
  const asked = hash(`${method}:${uri}`)
  const response = hash(auth ? `${secret}:${nonce}:${nc}:${cnonce}:auth:${asked}` : `${secret}:${nonce}:${asked}`)
  const fields = [
    `username=${quote(user)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(uri)}`,
    `algorithm=${algorithm}`,
    `response="${response}"`,
    ...(auth ? [`qop=auth`, `nc=${nc}`, `cnonce=${quote(cnonce)}`] : []),
    ...(opaque === null ? [] : [`opaque=${quote(opaque)}`]),
  ]
  return `Digest ${fields.join(', ')}`
}
