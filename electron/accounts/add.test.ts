import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer } from '../http/test-server.ts'
import { run, SECRET, USER, type Running } from '../local-server/testing/client.ts'
import { findAccount, type AddAccountInput } from './add.ts'

let server: Running
beforeAll(async () => {
  server = await run()
})
afterAll(() => server.close())

const input = (more: Partial<AddAccountInput> = {}): AddAccountInput => ({
  address: server.server.origin,
  user: USER,
  password: SECRET,
  existing: [],
  client: { userAgent: 'test' },
  dns: { resolveSrv: async () => [], resolveTxt: async () => [] },
  ...more,
})

test('a server is found by its address, with its homes', async () => {
  const { account, calendars, addressBooks } = await findAccount(input())
  expect(account).toMatchObject({
    kind: 'remote',
    origin: server.server.origin,
    user: USER,
    calendarHomes: [`/calendars/${USER}/`],
    addressbookHomes: [`/addressbooks/${USER}/`],
    credentialOrigins: [server.server.origin],
  })
  expect([calendars, addressBooks]).toEqual([1, 1])
})

describe('what goes wrong is said with the name of the host', () => {
  const host = (): string => new URL(server.server.origin).host

  test('the same account again', async () => {
    const { account } = await findAccount(input())
    await expect(
      findAccount(input({ address: `${server.server.origin}/calendars/`, existing: [account] })),
    ).rejects.toThrow(`${USER} on ${host()} is there already, as “${account.displayName}”.`)
  })

  test('a wrong password', async () => {
    await expect(findAccount(input({ password: 'wrong' }))).rejects.toMatchObject({ kind: 'unauthorized', status: 401 })
    await expect(findAccount(input({ password: 'wrong' }))).rejects.toThrow(host())
  })

  test('nobody there', async () => {
    await expect(findAccount(input({ address: 'http://127.0.0.1:1/' }))).rejects.toMatchObject({ kind: 'unreachable' })
  })

  test('not a calendar server', async () => {
    const web = await startTestServer(() => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }))
    await expect(findAccount(input({ address: web.origin }))).rejects.toMatchObject({ kind: 'not-dav' })
    await expect(findAccount(input({ address: web.origin }))).rejects.toThrow(/^127\.0\.0\.1 answers, but not as/)
    await web.close()
  })

  test('an unencrypted address elsewhere, before anything is sent', async () => {
    await expect(findAccount(input({ address: 'http://work.invalid/' }))).rejects.toMatchObject({ kind: 'insecure' })
  })
})
