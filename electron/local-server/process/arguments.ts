import { parseArgs } from 'node:util'
import { z } from 'zod'

const argumentsSchema = z.object({
  port: z
    .string({ error: '--port is missing: give a number, 0 for any free port.' })
    .regex(/^\d{1,5}$/, '--port must be a number from 0 to 65535.')
    .transform(Number)
    .refine((port) => port <= 65_535, '--port must be a number from 0 to 65535.'),
  data: z.string({ error: '--data is missing: give the folder that holds the data.' }).min(1, '--data is empty.'),
  user: z
    .string()
    .min(1, '--user is empty.')
    .max(200, '--user is longer than 200 characters.')
    .regex(/^[^:/\p{Cc}]+$/u, '--user may not hold a colon, a slash or a control character.')
    .refine((user) => user !== '.' && user !== '..', '--user may not be a dot.')
    .default('me'),
  password: z.string().min(1, '--password is empty.').optional(),
  'allow-feed-origin': z
    .array(
      z.string().refine((origin) => originOf(origin) !== null, '--allow-feed-origin must look like http://host:port.'),
    )
    .default([])
    .transform((origins) => origins.map((origin) => originOf(origin) ?? origin)),
})

/** What the server was started with on the command line. */
export type Arguments = z.infer<typeof argumentsSchema>

function originOf(text: string): string | null {
  try {
    const { protocol, origin } = new URL(text)
    return protocol === 'http:' || protocol === 'https:' ? origin : null
  } catch {
    return null
  }
}

/** @throws Error with a sentence that says what is wrong and what is right */
export function readArguments(argv: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...argv],
    strict: true,
    allowPositionals: false,
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      user: { type: 'string' },
      password: { type: 'string' },
      'allow-feed-origin': { type: 'string', multiple: true },
    },
  })
  const read = argumentsSchema.safeParse(values)
  if (!read.success) throw new Error(read.error.issues.map(({ message }) => message).join('\n'))
  return read.data
}
