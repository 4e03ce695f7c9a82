/// <reference types="vite/types/importMeta.d.ts" />

const files = import.meta.glob<string>('../../../shared/cases/ics/*.ics', { query: '?raw', import: 'default' })

/** iCalendar files of others that may stand beside the project (`../shared/cases/ics`), by name; empty when they are not there. */
export const icsCases: ReadonlyMap<string, () => Promise<string>> = new Map(
  Object.entries(files).map(([path, load]) => [path.slice(path.lastIndexOf('/') + 1), load]),
)
