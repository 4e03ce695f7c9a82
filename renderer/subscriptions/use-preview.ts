import { useEffect, useState } from 'react'
import type { CommandOutput } from '../../shared/ipc/commands.ts'
import { CommandError, invoke } from '../bridge/commands.ts'
import { feedLink } from './link.ts'

export type FeedPreview = CommandOutput<'subscription.preview'>

export type PreviewState =
  | { type: 'none' }
  | { type: 'reading' }
  | { type: 'found'; preview: FeedPreview }
  | { type: 'failed'; kind: string; message: string }

const PAUSE = 400

/** Reads the feed behind a link once the typing pauses. `attempt` makes it read again. */
export function usePreview(typed: string, attempt: number): PreviewState {
  const link = feedLink(typed)
  const [answer, setAnswer] = useState<{ link: string; attempt: number; state: PreviewState } | null>(null)
  useEffect(() => {
    if (link === null) return
    let current = true
    const timer = setTimeout(() => {
      invoke('subscription.preview', { url: link }).then(
        (preview) => {
          if (current) setAnswer({ link, attempt, state: { type: 'found', preview } })
        },
        (error: unknown) => {
          const kind = error instanceof CommandError ? error.kind : 'defect'
          const message = error instanceof Error ? error.message : String(error)
          if (current) setAnswer({ link, attempt, state: { type: 'failed', kind, message } })
        },
      )
    }, PAUSE)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [link, attempt])
  if (link === null) return { type: 'none' }
  return answer?.link === link && answer.attempt === attempt ? answer.state : { type: 'reading' }
}
