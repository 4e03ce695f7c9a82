/** The kinds a user picks from; what a card says beyond them (preferred, fax, voice…) is kept as it is. */
export const valueKinds = ['cell', 'home', 'work', 'other'] as const
export type ValueKind = (typeof valueKinds)[number]

const named: readonly string[] = ['cell', 'home', 'work']

/** The first kind among the types of an e-mail, phone or address that a user picks from. */
export const kindOf = (types: readonly string[]): ValueKind =>
  valueKinds.find((kind) => named.includes(kind) && types.includes(kind)) ?? 'other'

/** The types with another kind in place of the one before. */
export const withKind = (types: readonly string[], kind: ValueKind): string[] => [
  ...(kind === 'other' ? [] : [kind]),
  ...types.filter((type) => !named.includes(type)),
]
