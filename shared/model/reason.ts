/** What an error of any kind says, for a person or a log. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
