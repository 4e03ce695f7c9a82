import type { z } from 'zod'
import type { feedPreviewSchema } from '../../shared/ipc/commands.ts'
import { DavError, type DavErrorKind } from '../../shared/model/dav-error.ts'
import { LOCAL_ACCOUNT, collectionId, href } from '../../shared/model/names.ts'
import { expandObject } from '../../shared/icalendar/occurrences.ts'
import { nearestHue } from '../dav/properties/hue.ts'
import { writeDuration } from '../feeds/duration.ts'
import { fetchFeed, type FeedFailureKind } from '../feeds/fetch.ts'
import { FeedSyntaxError, parseFeed, type Feed } from '../feeds/parse.ts'

const AHEAD_MS = 366 * 86_400_000
const SHOWN = 4
/** Objects looked at for the sample: enough to find a few coming events, without expanding a whole year of thousands. */
const LOOKED_AT = 2_000

const kinds: Partial<Record<FeedFailureKind, DavErrorKind>> = {
  'not-allowed': 'not-allowed',
  'not-found': 'not-found',
  gone: 'not-found',
  overload: 'overload',
  unreachable: 'unreachable',
  server: 'server',
  'not-a-feed': 'not-dav',
  'too-large': 'too-large',
}

function sample(feed: Feed, from: number, zone: string) {
  const nowhere = { collection: collectionId(LOCAL_ACCOUNT, href('preview')), href: href('preview') }
  return feed.objects
    .slice(0, LOOKED_AT)
    .flatMap(({ text }) => expandObject(text, { start: from, end: from + AHEAD_MS }, zone, nowhere).slice(0, SHOWN))
    .toSorted((a, b) => a.start - b.start)
    .slice(0, SHOWN)
    .map(({ summary, start, allDay }) => ({ summary, start, allDay }))
}

/**
 * Fetches a feed once, on the user's own request, to show what subscribing would bring.
 *
 * @param now milliseconds since the epoch; the sample begins there
 * @throws DavError with a message that names the feed and the next step
 */
export async function previewFeed(
  url: string,
  { allowOrigins, now, zone }: { allowOrigins: readonly string[]; now: number; zone: string },
): Promise<z.output<typeof feedPreviewSchema>> {
  const answer = await fetchFeed(url, { policy: { allowOrigins } })
  if (answer.type === 'failed') throw new DavError(kinds[answer.kind] ?? 'refused', answer.message)
  if (answer.type === 'unchanged') throw new DavError('malformed', `${new URL(url).host} sent nothing. Try again.`)
  const source = url.trim().replace(/^webcals?:\/\//i, 'https://')
  let feed: Feed
  try {
    feed = await parseFeed(answer.text)
  } catch (error) {
    if (error instanceof FeedSyntaxError) throw new DavError('malformed', `${new URL(source).host}: ${error.message}`)
    throw error
  }
  return {
    source,
    title: feed.name ?? new URL(source).host,
    events: feed.objects.length,
    sample: sample(feed, now, zone),
    refreshInterval: feed.refreshInterval === null ? null : writeDuration(feed.refreshInterval),
    hue: feed.color === null ? null : nearestHue(feed.color),
  }
}
