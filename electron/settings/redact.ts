/**
 * Takes out of a line for the log what must not be read there: credentials in any form, and the paths of addresses, which
 * carry names of people and calendars. What is left tells which host failed and how.
 */
export function redact(text: string): string {
  return text
    .replaceAll(/\b((?:https?|webcals?|caldavs?):\/\/)([^/\s"'<>?#]*@)?([^/\s"'<>?#]+)(?:[/?#][^\s"'<>]*)?/gi, '$1$3/…')
    .replaceAll(/\b(Basic|Bearer|Digest|vapid)\s+[A-Za-z0-9+/=._~,"-]{6,}[^\r\n]*/gi, '$1 …')
    .replaceAll(/((?:proxy-)?authorization|cookie)\s*[:=][^\r\n]*/gi, '$1: …')
    .replaceAll(/((?:password|passwd|secret|token|user)["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,;}]+)/gi, '$1…')
    .replaceAll(/[^\s@"'<>]+@[^\s@"'<>]+\.[^\s@"'<>]+/g, '…@…')
}
