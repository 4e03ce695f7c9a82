/// <reference types="vite/types/importMeta.d.ts" />

/** Files of a folder of cases that may stand beside the project (`../shared/cases`), by name; empty when it is not there. */
export type CaseFiles = ReadonlyMap<string, () => Promise<string>>

const byName = (files: Record<string, () => Promise<string>>): CaseFiles =>
  new Map(Object.entries(files).map(([path, load]) => [path.slice(path.lastIndexOf('/') + 1), load]))

export const icsCases = byName(
  import.meta.glob<string>('../../../shared/cases/ics/*.ics', { query: '?raw', import: 'default' }),
)
export const vcfCases = byName(
  import.meta.glob<string>('../../../shared/cases/vcf/*.vcf', { query: '?raw', import: 'default' }),
)
export const recurrenceFiles = byName(
  import.meta.glob<string>('../../../shared/cases/recurrence/files/*.ics', { query: '?raw', import: 'default' }),
)
export const recurrenceTable = byName(
  import.meta.glob<string>('../../../shared/cases/recurrence/cases.json', { query: '?raw', import: 'default' }),
)
