/** One challenge of a WWW-Authenticate header. Scheme and parameter names are in lower case. */
export type Challenge = { readonly scheme: string; readonly parameters: Readonly<Record<string, string>> }

const piece = /\s*,?\s*([!#$%&'*+\-.^_`|~\w]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/y

/** Reads the challenges of a WWW-Authenticate header (RFC 9110 §11.6.1), several of which may share one line. */
export function parseChallenges(header: string | undefined): Challenge[] {
  const challenges: { scheme: string; parameters: Record<string, string> }[] = []
  piece.lastIndex = 0
  for (let match = piece.exec(header ?? ''); match !== null; match = piece.exec(header ?? '')) {
    const [, name = '', quoted, token] = match
    if (quoted === undefined && token === undefined) challenges.push({ scheme: name.toLowerCase(), parameters: {} })
    else {
      const current = challenges.at(-1)
      if (current !== undefined) current.parameters[name.toLowerCase()] = quoted?.replace(/\\(.)/g, '$1') ?? token ?? ''
    }
  }
  return challenges
}
