import type { ReactNode } from 'react'
import './icon.css'

const shapes = {
  streaming: (
    <>
      <circle cx="6" cy="6" r="1.6" fill="currentColor" stroke="none" />
      <path d="M3.1 2.4a4.8 4.8 0 0 0 0 7.2M8.9 2.4a4.8 4.8 0 0 1 0 7.2" />
    </>
  ),
  push: <path d="M6 1.5 10.5 6 6 10.5 1.5 6Z" fill="currentColor" />,
  'long-poll': (
    <>
      <circle cx="6" cy="6" r="4.25" />
      <path d="M6 1.75a4.25 4.25 0 0 1 0 8.5Z" fill="currentColor" />
    </>
  ),
  poll: <circle cx="6" cy="6" r="4.25" strokeDasharray="2.2 2.25" strokeLinecap="butt" />,
  offline: (
    <>
      <circle cx="6" cy="6" r="4.25" />
      <path d="m3.2 8.8 5.6-5.6" />
    </>
  ),
  'needs-you': <path d="M6 1.75 11 10.25H1ZM6 5v2.25M6 8.75v.05" />,
} as const satisfies Record<string, ReactNode>

export type LiveShape = keyof typeof shapes

/** How something is kept up to date, told apart by shape alone; decorative, the words stand with it. */
export function LiveMark({ shape }: { shape: LiveShape }) {
  return (
    <svg className="ui-mark" data-shape={shape} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      {shapes[shape]}
    </svg>
  )
}
