import { hues, type Hue } from '../../../shared/model/collection.ts'

/** Angle of each hue in OKLCH, degrees; graphite stands for all that is nearly grey. */
const angles: readonly (readonly [Hue, number])[] = [
  ['tomato', 24],
  ['tangerine', 48],
  ['amber', 76],
  ['olive', 112],
  ['green', 148],
  ['teal', 182],
  ['cyan', 222],
  ['blue', 254],
  ['indigo', 278],
  ['violet', 304],
  ['pink', 350],
]
const greyBelow = 0.04

const linear = (channel: number): number => {
  const value = channel / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

/** Chroma and hue angle of an sRGB colour in OKLab (Björn Ottosson, 2020). */
function chromaAndAngle(red: number, green: number, blue: number): { chroma: number; angle: number } {
  const [r, g, b] = [linear(red), linear(green), linear(blue)]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const c = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return { chroma: Math.hypot(a, c), angle: ((Math.atan2(c, a) * 180) / Math.PI + 360) % 360 }
}

const distance = (a: number, b: number): number => Math.min(Math.abs(a - b), 360 - Math.abs(a - b))

/** The hue nearest to a colour as servers write it: `#RGB`, `#RRGGBB` or `#RRGGBBAA`; null for anything else. */
export function nearestHue(color: string): Hue | null {
  const hex = /^#?([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(color.trim())?.[1]
  if (hex === undefined) return null
  const digits = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex
  const channel = (at: number): number => parseInt(digits.slice(at, at + 2), 16)
  const { chroma, angle } = chromaAndAngle(channel(0), channel(2), channel(4))
  if (chroma < greyBelow) return 'graphite'
  return angles.reduce<readonly [Hue, number]>(
    (best, next) => (distance(next[1], angle) < distance(best[1], angle) ? next : best),
    ['tomato', 24],
  )[0]
}

/** A hue for a collection without a colour: always the same for the same href, and never grey. */
export function defaultHue(href: string): Hue {
  let hash = 2166136261 // FNV-1a
  for (let i = 0; i < href.length; i++) hash = Math.imul(hash ^ href.charCodeAt(i), 16777619) >>> 0
  return hues[hash % (hues.length - 1)] ?? 'blue'
}
