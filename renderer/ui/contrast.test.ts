import { expect, test } from 'vitest'

declare const process: {
  getBuiltinModule(name: 'node:fs'): { readFileSync(path: URL, encoding: 'utf8'): string }
}

// The bundler gives a test no style sheets; they are read as what they are.
const fs = process.getBuiltinModule('node:fs')
const read = (name: string): string => fs.readFileSync(new URL(name, import.meta.url), 'utf8')

type Theme = Map<string, string>

/** The hex tokens of both themes; dark begins where its selector stands. */
function themes(): { light: Theme; dark: Theme } {
  const light: Theme = new Map()
  const dark: Theme = new Map()
  for (const css of [read('tokens.css'), read('hues.css')]) {
    const [before = '', after = ''] = css.split(/\[data-theme='dark'\]/)
    for (const [part, theme] of [
      [before, light],
      [after, dark],
    ] as const)
      for (const [, name = '', hex = ''] of part.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)) theme.set(name, hex)
  }
  return { light, dark }
}

/** WCAG 2.2 relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(theme: Theme, one: string, other: string): number {
  const [a, b] = [one, other].map((name) => {
    const hex = theme.get(name)
    if (hex === undefined) throw new Error(`No token --${name}.`)
    return luminance(hex)
  }) as [number, number]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const grounds = ['surface', 'surface-rail', 'surface-sunken', 'surface-raised', 'surface-hover']
const frame = grounds.flatMap((ground) =>
  ['text', 'text-soft', 'text-muted', 'accent-text', 'danger', 'warn', 'live', 'now-text'].map((text) => [
    text,
    ground,
  ]),
)
const pairs = [
  ...frame,
  ['text-muted', 'surface-press'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['text', 'accent-soft'],
  ['text-soft', 'accent-soft'],
  ['text', 'warn-soft'],
  ['text', 'danger-soft'],
] as [string, string][]

const { light, dark } = themes()
const hues = [...light.keys()].flatMap((name) => /^cal-(\w+)-edge$/.exec(name)?.[1] ?? [])

test.each([
  ['light', light],
  ['dark', dark],
] as const)('%s: text reads on every ground it stands on', (_, theme) => {
  const weak = pairs.filter(([text, ground]) => contrast(theme, text, ground) < 4.5)
  expect(weak).toEqual([])
})

test.each([
  ['light', light],
  ['dark', dark],
] as const)('%s: each hue reads on its fill, on the surface, past and selected, and its edge is seen', (_, theme) => {
  expect(hues).toHaveLength(12)
  const weak = hues.flatMap((hue) =>
    [
      [`cal-${hue}-text`, `cal-${hue}-fill`, 4.5],
      [`cal-${hue}-text`, 'surface', 4.5],
      [`cal-${hue}-text-past`, `cal-${hue}-fill-past`, 4.5],
      [`cal-${hue}-on-solid`, `cal-${hue}-solid`, 4.5],
      [`cal-${hue}-edge`, 'surface', 3],
    ].filter(([one, other, least]) => contrast(theme, String(one), String(other)) < Number(least)),
  )
  expect(weak).toEqual([])
})
