const reasons: Record<string, string> = {
  EACCES: 'it may not be written to',
  EPERM: 'it may not be written to',
  EROFS: 'its disk is read-only',
  ENOSPC: 'its disk is full',
  ENOTDIR: 'there is a file of that name',
  EEXIST: 'there is a file of that name',
}

/** Why the server could not start, for a person. */
export function plainMessage(error: unknown, dataDir: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = reasons[code]
  if (reason !== undefined) return `The folder ${dataDir} cannot be used: ${reason}. Nothing in it was changed.`
  return error instanceof Error ? error.message : 'The local server could not start.'
}
