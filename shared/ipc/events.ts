import { z } from 'zod'
import { progressSchema, pushHealthSchema } from '../model/health.ts'

/** Main → windows: states as they are now, never orders. A new window asks for the same with the command `app.state`. */
export const appEventSchema = z.discriminatedUnion('type', [
  /** All accounts and collections that are kept up to date, replacing the list before. */
  z.object({ type: z.literal('health'), health: z.array(pushHealthSchema) }),
  /** All first syncs under way or just ended. */
  z.object({ type: z.literal('progress'), progress: z.array(progressSchema) }),
  /** Whether the cache answers; `rebuilding` after it was lost. */
  z.object({ type: z.literal('cache'), state: z.enum(['starting', 'ready', 'rebuilding']) }),
  z.object({ type: z.literal('network'), online: z.boolean() }),
])
export type AppEvent = z.infer<typeof appEventSchema>
