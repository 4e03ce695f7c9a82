import { useEffect, useState } from 'react'
import type { CommandOutput } from '../../shared/ipc/commands.ts'
import { invoke } from '../bridge/commands.ts'
import { feedLink } from './link.ts'

export type FeedPreview = CommandOutput<'subscription.preview'>

export type PreviewState =
  | { type: 'none' }
  | { type: 'reading' }
  | { type: 'found'; preview: FeedPreview }
  | { type: 'failed'; message: string }

const PAUSE = 400

/** Reads the feed behind a link once the typing pauses. */
export function usePreview(typed: string): PreviewState {
  const link = feedLink(typed)
  const [answer, setAnswer] = useState<{ link: string; state: PreviewState } | null>(null)
  useEffect(() => {
    if (link === null) return
    let current = true
    const timer = setTimeout(() => {
      invoke('subscription.preview', { url: link }).then(
        (preview) => {
          if (current) setAnswer({ link, state: { type: 'found', preview } })
        },
        (error: unknown) => {
          const message = error instanceof Error ? error.message : String(error)
          if (current) setAnswer({ link, state: { type: 'failed', message } })
        },
      )
    }, PAUSE)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [link])
  if (link === null) return { type: 'none' }
  return answer?.link === link ? answer.state : { type: 'reading' }
}
