import { describe, expect, it } from 'vitest'
import { readErrorBody, statusFailure } from './failure.ts'

describe('readErrorBody', () => {
  it.each([
    ['<error xmlns="DAV:"><valid-sync-token/></error>', ['valid-sync-token']],
    ['\uFEFF\n<?xml version="1.0"?><D:error xmlns:D="DAV:"/>', []],
    [
      '<error xmlns="DAV:"><x xmlns="urn:y"/><responsedescription>why</responsedescription><number-of-matches-within-limits/></error>',
      ['x', 'number-of-matches-within-limits'],
    ],
    [
      '<D:mkcol-response xmlns:D="DAV:"><D:propstat><D:prop/><D:error><D:valid-resourcetype/></D:error></D:propstat></D:mkcol-response>',
      ['valid-resourcetype'],
    ],
    ['<html><body>Forbidden</body></html>', null],
    ['<!DOCTYPE html><html><br>', null],
    ['Forbidden', null],
    ['', null],
  ])('of %j', (text, preconditions) => expect(readErrorBody(text)).toEqual(preconditions))
})

describe('statusFailure', () => {
  const subject = { host: 'cal.example', attempt: 'save /work/a.ics' }
  it.each([
    [401, null, 'unauthorized'],
    [403, null, 'forbidden'],
    [403, [], 'overload'],
    [403, ['need-privileges'], 'forbidden'],
    [403, ['valid-sync-token'], 'precondition'],
    [404, null, 'not-found'],
    [410, null, 'not-found'],
    [405, null, 'refused'],
    [409, null, 'refused'],
    [409, ['no-uid-conflict'], 'precondition'],
    [412, null, 'precondition'],
    [413, null, 'too-large'],
    [415, ['supported-report'], 'precondition'],
    [429, null, 'overload'],
    [500, null, 'server'],
    [503, null, 'overload'],
    [507, ['number-of-matches-within-limits'], 'overload'],
    [200, null, 'not-dav'],
    [302, null, 'not-dav'],
  ] as const)('%d with %j is %s and names the host', (status, preconditions, kind) => {
    const failure = statusFailure(subject, status, preconditions)
    expect(failure.kind).toBe(kind)
    expect(failure.status).toBe(status)
    expect(failure.message).toContain('cal.example')
    expect(failure.preconditions).toEqual(preconditions ?? [])
  })

  it('names what was tried', () => {
    expect(statusFailure(subject, 500, null).message).toBe(
      'Could not save /work/a.ics on cal.example: the server failed (500). It will be tried again later.',
    )
  })
})
