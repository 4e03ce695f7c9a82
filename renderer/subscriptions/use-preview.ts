import { useEffect, useState } from 'react'
import type { CommandOutput } from '../../shared/ipc/commands.ts'
import { reasonOf } from '../../shared/model/reason.ts'
import { CommandError, invoke } from '../bridge/commands.ts'
import { feedLink } from './link.ts'

export type FeedPreview = CommandOutput<'subscription.preview'>

export type PreviewState =
  | { type: 'none' }
  | { type: 'reading' }
  | { type: 'found'; preview: FeedPreview }
  /** `origin`: allowing it would let the link be read. */
  | { type: 'failed'; message: string; origin: string | null }

const PAUSE = 400

/** Origin that a webcal or web link is fetched from. */
const originOf = (link: string): string => new URL(link.replace(/^webcals?:/i, 'https:')).origin

/** Reads the feed behind a link once the typing pauses, and again when more origins are allowed. */
export function usePreview(typed: string, allowed: readonly string[]): PreviewState {
  const link = feedLink(typed)
  const origins = allowed.join(' ')
  const [answer, setAnswer] = useState<{ link: string; origins: string; state: PreviewState } | null>(null)
  useEffect(() => {
    if (link === null) return
    let current = true
    const timer = setTimeout(() => {
      invoke('subscription.preview', { url: link }).then(
        (preview) => {
          if (current) setAnswer({ link, origins, state: { type: 'found', preview } })
        },
        (error: unknown) => {
          const message = reasonOf(error)
          const origin = error instanceof CommandError && error.kind === 'not-allowed' ? originOf(link) : null
          if (current) setAnswer({ link, origins, state: { type: 'failed', message, origin } })
        },
      )
    }, PAUSE)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [link, origins])
  if (link === null) return { type: 'none' }
  return answer?.link === link && answer.origins === origins ? answer.state : { type: 'reading' }
}
