import fc from 'fast-check'
import { expect, test } from 'vitest'
import { redact } from './redact.ts'

test.each([
  ['GET https://ana:s3cret@cal.example:8443/dav/ana/private/?x=1 failed', 'GET https://cal.example:8443/… failed'],
  ['Authorization: Basic YW5hOnMzY3JldA==', 'Authorization: …'],
  ['sent Bearer eyJhbGciOi.J9.x-y_z to work.example', 'sent Bearer …'],
  ['{"user":"ana","password":"s3cret"}', '{"user":…,"password":…}'],
  ['password=s3cret, then more', 'password=…, then more'],
  ['no account for ana@cal.example', 'no account for …@…'],
  ['cal.example does not answer', 'cal.example does not answer'],
])('%s', (line, expected) => expect(redact(line)).toBe(expected))

test('no password survives, whatever it is made of and wherever it stands in an address or a header', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9!*._~-]{8,20}$/)
  fc.assert(
    fc.property(secret, (password) => {
      const lines = [
        `https://ana:${password}@cal.example/x`,
        `Authorization: Basic ${Buffer.from(`ana:${password}`).toString('base64')}`,
        `password: ${password}`,
        JSON.stringify({ password }),
      ]
      for (const line of lines) {
        expect(redact(line)).not.toContain(password)
        expect(redact(line)).not.toContain(Buffer.from(`ana:${password}`).toString('base64'))
      }
    }),
  )
})
