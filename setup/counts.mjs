/** What a suite's own report says, in one shape: `{ passed, failed, skipped }`, in tests. */

/** From vitest's JSON report. A test file that could not even be loaded has no tests: it counts as one failure. */
export function fromVitest({ numPassedTests, numFailedTests, numPendingTests = 0, testResults }) {
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length, skipped: numPendingTests }
}

/** From Playwright's JSON report. Errors outside any test (a server that did not start) count as failures. */
export function fromPlaywright({ stats, errors }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped }
}

/** From the last lines of Node's TAP report. */
export function fromTap(text) {
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(text)?.[1] ?? 0)
  return { passed: count('pass'), failed: count('fail') + count('cancelled'), skipped: count('skipped') }
}

/**
 * Makes a suite's counts tell the truth about its exit code: a program that failed without a failed test to show, or that
 * ran nothing, is one failure.
 */
export function honest(counts, exitCode) {
  const failed = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0) ? 1 : counts.failed
  return { ...counts, failed }
}

export function total(suites) {
  return suites.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )
}
