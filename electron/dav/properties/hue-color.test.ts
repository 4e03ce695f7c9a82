import { expect, test } from 'vitest'
import { hueColor } from '../../../shared/model/hue-color.ts'
import { nearestHue } from './hue.ts'

test('the colour written for a hue is read back as that hue', () => {
  for (const [hue, color] of Object.entries(hueColor)) expect(nearestHue(color)).toBe(hue)
})
