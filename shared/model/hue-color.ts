import type { Hue } from './collection.ts'

/** What is written to a server as `A:calendar-color` for each hue: other programs paint it as it is. */
export const hueColor: Readonly<Record<Hue, string>> = {
  tomato: '#e56965',
  tangerine: '#df7333',
  amber: '#c58707',
  olive: '#949927',
  green: '#42a657',
  teal: '#02a493',
  cyan: '#0ba0c4',
  blue: '#4795ef',
  indigo: '#8088f7',
  violet: '#ab79e3',
  pink: '#d969a3',
  graphite: '#97938d',
}
