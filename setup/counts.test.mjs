import assert from 'node:assert/strict'
import { fromPlaywright, fromTap, fromVitest, honest, total } from './counts.mjs'
import { test } from './testing.mjs'

test('vitest: a file that could not be loaded counts as one failure', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 2,
    testResults: [
      { status: 'passed', assertionResults: [{}, {}, {}] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [] },
    ],
  }
  assert.deepEqual(fromVitest(report), { passed: 3, failed: 2, skipped: 2 })
})

test('Playwright: flaky tests passed in the end, errors outside tests are failures', () => {
  const report = { stats: { expected: 4, flaky: 1, unexpected: 2, skipped: 3 }, errors: [{ message: 'no server' }] }
  assert.deepEqual(fromPlaywright(report), { passed: 5, failed: 3, skipped: 3 })
})

test('TAP: cancelled tests are failures, a missing summary is nothing', () => {
  const text = 'ok 1 - # pass 99\n1..9\n# tests 9\n# pass 5\n# fail 1\n# cancelled 1\n# skipped 2\n'
  assert.deepEqual(fromTap(text), { passed: 5, failed: 2, skipped: 2 })
  assert.deepEqual(fromTap(''), { passed: 0, failed: 0, skipped: 0 })
})

test('a suite that ran nothing, or failed without a failed test, is one failure', () => {
  const none = { passed: 0, failed: 0, skipped: 0 }
  assert.equal(honest(none, 0).failed, 1)
  assert.equal(honest({ ...none, passed: 5 }, 1).failed, 1)
  assert.equal(honest({ ...none, passed: 5 }, 0).failed, 0)
  assert.equal(honest({ ...none, failed: 4 }, 1).failed, 4)
})

test('the total is the sum over all suites', () => {
  const suites = [
    { name: 'one', passed: 1, failed: 0, skipped: 0 },
    { name: 'many', passed: 40, failed: 2, skipped: 1 },
  ]
  assert.deepEqual(total(suites), { passed: 41, failed: 2, skipped: 1 })
})
