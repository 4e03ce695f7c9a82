import { z } from 'zod'
import type { AccountId, CollectionId } from './names.ts'

/** How changes reach us: the rungs of the ladder, best first. */
export const pushMechanisms = ['streaming', 'long-poll', 'poll', 'offline', 'needs-you'] as const
export type PushMechanismName = (typeof pushMechanisms)[number]

export const pushHealthSchema = z.object({
  account: z.string().transform((value) => value as AccountId),
  /** null: the whole account (its home). */
  collection: z
    .string()
    .transform((value) => value as CollectionId)
    .nullable(),
  mechanism: z.enum(pushMechanisms),
  /** Milliseconds since the epoch. */
  since: z.number(),
  lastEventAt: z.number().nullable(),
  lastCheckedAt: z.number().nullable(),
  /** When a safety poll last found what push had not said. */
  lastMissAt: z.number().nullable(),
  nextPollAt: z.number().nullable(),
  /** Plain words: why no better mechanism is in use; empty when the best one is. */
  whyNotBetter: z.string(),
  /** The failure to show, naming the thing and the next step; null when well. */
  error: z.string().nullable(),
})
/** How one account or collection is kept up to date. */
export type PushHealth = z.infer<typeof pushHealthSchema>

export const progressSchema = z.object({
  collection: z.string().transform((value) => value as CollectionId),
  account: z.string().transform((value) => value as AccountId),
  displayName: z.string(),
  done: z.number(),
  /** null: not known yet. */
  total: z.number().nullable(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
})
/** A first sync under way. */
export type SyncProgress = z.infer<typeof progressSchema>
