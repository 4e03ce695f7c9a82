const pattern =
  /^([+-])?P(?:(\d+)W|(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)$/i

/**
 * Seconds of a duration (RFC 5545 §3.3.6; years and months of ISO 8601 too, as 365 and 30 days); null if it is none or negative.
 */
export function readDuration(text: string): number | null {
  const match = pattern.exec(text.trim())
  if (match === null || match[1] === '-') return null
  const [weeks, years, months, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0))
  const total =
    (weeks ?? 0) * 604_800 +
    ((years ?? 0) * 365 + (months ?? 0) * 30 + (days ?? 0)) * 86_400 +
    (hours ?? 0) * 3600 +
    (minutes ?? 0) * 60 +
    (seconds ?? 0)
  return Number.isSafeInteger(total) ? total : null
}

/** A duration of whole seconds, e.g. `PT1H30M`, `P1D`. */
export function writeDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const days = Math.floor(whole / 86_400)
  const parts: [number, string][] = [
    [Math.floor((whole % 86_400) / 3600), 'H'],
    [Math.floor((whole % 3600) / 60), 'M'],
    [whole % 60, 'S'],
  ]
  const time = parts.map(([value, unit]) => (value === 0 ? '' : `${value}${unit}`)).join('')
  if (days === 0) return time === '' ? 'PT0S' : `PT${time}`
  return `P${days}D${time === '' ? '' : `T${time}`}`
}
