const TITLE_LINE = 15
const TIME_LINE = 14
const PADDING = 6
const STACKED_FROM = 34
const TINY_BELOW = 20
const PLACE_FROM = 72

/** What a block has room to say. `tiny` and `line`: one line, the time beside the title; `stack`: the time below it. */
export type BlockText = { layout: 'tiny' | 'line' | 'stack'; titleLines: number; time: boolean; place: boolean }

/**
 * What to show in a block, by the height that is in sight. When short of room the place goes first, then the time, then the title is cut.
 *
 * @param height px of the block that nothing covers
 * @param narrow whether the block is less than 50 px wide
 */
export function blockText(height: number, hasPlace: boolean, narrow: boolean): BlockText {
  if (height < STACKED_FROM)
    return { layout: height < TINY_BELOW ? 'tiny' : 'line', titleLines: 1, time: !narrow, place: false }
  if (narrow)
    return {
      layout: 'stack',
      titleLines: Math.max(1, Math.floor((height - PADDING) / TIME_LINE)),
      time: false,
      place: false,
    }
  const place = hasPlace && height >= PLACE_FROM
  const room = height - PADDING - TIME_LINE - (place ? TIME_LINE : 0)
  return { layout: 'stack', titleLines: Math.max(1, Math.floor(room / TITLE_LINE)), time: true, place }
}
