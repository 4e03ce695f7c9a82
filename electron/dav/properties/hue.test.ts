import { describe, expect, it } from 'vitest'
import { hues } from '../../../shared/model/collection.ts'
import { defaultHue, nearestHue } from './hue.ts'

describe('nearestHue', () => {
  it.each([
    ['#ff0000', 'tomato'],
    ['#FF2968FF', 'tomato'], // iCloud red
    ['#FF9500', 'amber'], // iCloud orange
    ['#8b4513', 'tangerine'],
    ['#808000', 'olive'],
    ['#0f0', 'green'],
    ['#008080', 'teal'],
    ['#02a4c4', 'cyan'],
    ['#1BADF8', 'blue'],
    ['0000ff', 'blue'],
    ['#5856d6', 'indigo'],
    ['#CC73E1', 'violet'],
    ['#ff69b4', 'pink'],
    [' #e3e3e3 ', 'graphite'],
    ['#000', 'graphite'],
    ['#ffffffff', 'graphite'],
    ['red', null],
    ['', null],
    ['#12345', null],
  ])('of %s is %s', (color, hue) => expect(nearestHue(color)).toBe(hue))
})

describe('defaultHue', () => {
  it('is the same every time, spreads, and is never grey', () => {
    const given = Array.from({ length: 500 }, (_, i) => defaultHue(`/user/${i}/`))
    expect(defaultHue('/user/7/')).toBe(given[7])
    expect(new Set(given)).toEqual(new Set(hues.filter((hue) => hue !== 'graphite')))
  })
})
