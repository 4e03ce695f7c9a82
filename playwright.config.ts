import { defineConfig } from '@playwright/test'

// The real app, one after the other: two Electrons at once on a small machine only measure each other.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  workers: 1,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  outputDir: 'test-results',
  use: { trace: 'retain-on-failure', locale: 'en-GB', timezoneId: 'Europe/Berlin' },
})
