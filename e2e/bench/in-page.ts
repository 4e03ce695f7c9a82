import type { Page } from '@playwright/test'
import type { SyncProgress } from '../../shared/model/health.ts'
import { now } from './clock.ts'

/** What the window drew, seen from inside it; times are milliseconds since the epoch by the page's clock. */
type Watch = {
  /** Each frame in which other occurrences stood than in the frame before. */
  frames: { at: number; occurrences: number }[]
  /** When each text that is waited for was first in a frame. */
  drawn: Record<string, number>
  awaited: string[]
  /** When another page or worker last told of a committed transaction on the pages of objects. */
  lastCommitAt: number
  /** First syncs as main last told of each. */
  firstSyncs: Record<string, SyncProgress>
}

declare global {
  interface Window {
    benchWatch: Watch
  }
}

/**
 * Begins to watch the window: a MutationObserver sees the DOM change, and the animation frame after it is the time that counts.
 * Dexie tells every page of committed transactions over a BroadcastChannel, which is how the page knows of them.
 */
export function watchPage(page: Page): Promise<void> {
  return page.evaluate(() => {
    const watch: Watch = { frames: [], drawn: {}, awaited: [], lastCommitAt: 0, firstSyncs: {} }
    window.benchWatch = watch
    const epoch = (): number => performance.timeOrigin + performance.now()
    let shown = ''

    new MutationObserver(() => {
      const found = watch.awaited.filter((text) => document.querySelector(`[aria-label*="${text}"]`) !== null)
      if (found.length > 0) {
        watch.awaited = watch.awaited.filter((text) => !found.includes(text))
        requestAnimationFrame(() => {
          for (const text of found) watch.drawn[text] = epoch()
        })
      }
      const keys = [...document.querySelectorAll('[data-key]')].map((each) => each.getAttribute('data-key'))
      const shows = keys.join(' ')
      if (shows === shown) return
      shown = shows
      requestAnimationFrame(() => watch.frames.push({ at: epoch(), occurrences: keys.length }))
    }).observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ['aria-label', 'data-key'],
    })

    window.daystream.onEvent((event) => {
      if (event.type !== 'progress') return
      for (const progress of event.progress) watch.firstSyncs[progress.collection] = progress
    })

    new BroadcastChannel('x-storagemutated-1').addEventListener(
      'message',
      ({ data }: MessageEvent<Record<string, object>>) => {
        const wrote = Object.entries(data).some(([part, keys]) => part.includes('/pages/') && 'from' in keys)
        if (wrote) watch.lastCommitAt = epoch()
      },
    )
  })
}

/** From here on the window waits for events whose name holds one of these texts. */
export function awaitTexts(page: Page, texts: readonly string[]): Promise<void> {
  return page.evaluate((wanted) => void (window.benchWatch.awaited = wanted), [...texts])
}

/** When each awaited text was in a frame, by this process's clock; null where it has not been yet. */
export async function drawnAt(page: Page, texts: readonly string[], offset: number): Promise<(number | null)[]> {
  const drawn = await page.evaluate(() => window.benchWatch.drawn)
  return texts.map((text) => (drawn[text] === undefined ? null : drawn[text] + offset))
}

/**
 * What to add to the page's clock to get this process's: both count from the same epoch on one machine, so it is 0 unless asking the
 * page for its time proves it wrong.
 */
export async function clockOffset(page: Page): Promise<number> {
  let least = -Infinity
  let most = Infinity
  for (let tries = 0; tries < 50; tries++) {
    const before = now()
    const there = await page.evaluate(() => performance.timeOrigin + performance.now())
    least = Math.max(least, before - there)
    most = Math.min(most, now() - there)
  }
  return Math.min(Math.max(0, least), most)
}
