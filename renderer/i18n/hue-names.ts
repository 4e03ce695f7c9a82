import { defineMessages } from 'react-intl'

/** The hues in words, for those who do not see them. */
export const hueNames = defineMessages({
  tomato: { id: 'hue.tomato', defaultMessage: 'Tomato' },
  tangerine: { id: 'hue.tangerine', defaultMessage: 'Tangerine' },
  amber: { id: 'hue.amber', defaultMessage: 'Amber' },
  olive: { id: 'hue.olive', defaultMessage: 'Olive' },
  green: { id: 'hue.green', defaultMessage: 'Green' },
  teal: { id: 'hue.teal', defaultMessage: 'Teal' },
  cyan: { id: 'hue.cyan', defaultMessage: 'Cyan' },
  blue: { id: 'hue.blue', defaultMessage: 'Blue' },
  indigo: { id: 'hue.indigo', defaultMessage: 'Indigo' },
  violet: { id: 'hue.violet', defaultMessage: 'Violet' },
  pink: { id: 'hue.pink', defaultMessage: 'Pink' },
  graphite: { id: 'hue.graphite', defaultMessage: 'Graphite' },
})
