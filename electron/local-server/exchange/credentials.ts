import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

export type PasswordHash = { readonly salt: string; readonly hash: string }

const keyLength = 32
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }

const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, keyLength, cost, (error, key) => (error === null ? resolve(key) : reject(error)))
  })

/** What is kept of a password: scrypt with its own salt. */
export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(16)
  return { salt: salt.toString('base64'), hash: (await derive(password, salt)).toString('base64') }
}

async function matches(password: string, { salt, hash }: PasswordHash): Promise<boolean> {
  const key = await derive(password, Buffer.from(salt, 'base64'))
  const expected = Buffer.from(hash, 'base64')
  return key.length === expected.length && timingSafeEqual(key, expected)
}

export type Credentials = {
  /** Whether an Authorization header (RFC 7617) names the user and one of the passwords. */
  readonly accept: (authorization: string | undefined) => Promise<boolean>
}

const mostRemembered = 32

/**
 * Checks Basic credentials. The secret of this run is compared directly; other passwords by their hash, once, and then remembered
 * under a key that dies with the process. One guess is worked on at a time, so guessing is slow and cannot fill the machine.
 */
export function createCredentials(
  user: string,
  secret: string | null,
  passwords: readonly PasswordHash[],
): Credentials {
  const key = randomBytes(32)
  const digest = (text: string): Buffer => createHmac('sha256', key).update(text).digest()
  const expected = secret === null ? null : digest(`${user}:${secret}`)
  const remembered = new Set<string>()
  let checking: Promise<unknown> = Promise.resolve()

  const check = async (given: string, fingerprint: string): Promise<boolean> => {
    const password = given.startsWith(`${user}:`) ? given.slice(user.length + 1) : null
    for (const hash of passwords) {
      if (!(await matches(password ?? '', hash)) || password === null) continue
      if (remembered.size < mostRemembered) remembered.add(fingerprint)
      return true
    }
    return false
  }

  return {
    accept: async (authorization) => {
      const encoded = /^basic +([A-Za-z0-9+/=_-]+)$/i.exec(authorization ?? '')?.[1]
      if (encoded === undefined) return false
      const given = Buffer.from(encoded, 'base64').toString('utf8')
      const fingerprint = digest(given)
      if (expected !== null && timingSafeEqual(fingerprint, expected)) return true
      const id = fingerprint.toString('base64')
      if (remembered.has(id)) return true
      if (passwords.length === 0) return false
      const result = checking.then(() => check(given, id))
      checking = result.catch(() => undefined) // the next guess does not depend on this one
      return result
    },
  }
}
