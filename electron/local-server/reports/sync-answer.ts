import type { Xml } from '../../dav/xml/write.ts'
import { XML_TYPE, type Answer } from '../exchange/answer.ts'
import { preferenceApplied } from '../exchange/prefer.ts'
import { multistatusPieces } from '../multistatus.ts'
import type { SyncPosition } from '../sync-token.ts'
import { changesSince, initialPosition, type SyncLevel } from './changes.ts'
import { syncEnd, syncResponses, type SyncRendering } from './sync-response.ts'

/** A sync-collection REPORT as asked. */
export type SyncQuery = {
  readonly rendering: SyncRendering
  readonly level: SyncLevel
  /** Null: a first synchronisation. */
  readonly position: SyncPosition | null
  readonly limit: number
}

/** Headers of every answer to a sync-collection REPORT: what it depends on, and no cache or proxy may change it. */
export function syncHeaders(minimal: boolean, wait: number | null): Record<string, string> {
  const applied = preferenceApplied({ minimal, wait })
  return {
    Vary: 'Prefer, Accept, Accept-Encoding',
    'Cache-Control': 'no-store, no-transform',
    ...(applied === undefined ? {} : { 'Preference-Applied': applied }),
  }
}

/** The answer as things are now. */
export function syncAnswer(query: SyncQuery, wait: number | null): Answer {
  const { rendering, level, limit } = query
  const position = query.position ?? initialPosition(rendering.target)
  const { rows, next, truncated } = changesSince(rendering.target, position, level, limit)
  async function* content(): AsyncIterable<Xml> {
    yield* syncResponses(rendering, rows)
    yield* syncEnd(rendering, next, truncated)
  }
  return {
    status: 207,
    headers: { 'Content-Type': XML_TYPE, ...syncHeaders(rendering.minimal, wait) },
    body: multistatusPieces(content()),
  }
}
