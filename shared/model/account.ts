import { z } from 'zod'
import type { AccountId, Href } from './names.ts'

/** A configured account, without secrets: those live in the OS keychain only. */
export const accountSchema = z.object({
  id: z.string().transform((value) => value as AccountId),
  /** Shown in the rail: "On this computer", or what the user chose. */
  displayName: z.string(),
  kind: z.enum(['local', 'remote']),
  /** Origin its Hrefs are paths on, e.g. `https://cal.example:8443`; for the local server the one of this run. */
  origin: z.string(),
  user: z.string(),
  principal: z
    .string()
    .transform((value) => value as Href)
    .nullable(),
  calendarHomes: z.array(z.string().transform((value) => value as Href)),
  addressbookHomes: z.array(z.string().transform((value) => value as Href)),
  /** `mailto:` and other calendar-user-address-set values (RFC 6638 §2.4.1). */
  calendarUserAddresses: z.array(z.string()),
})
export type Account = z.infer<typeof accountSchema>
