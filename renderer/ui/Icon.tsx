import type { ReactNode } from 'react'
import './icon.css'

/** Own drawings on a 16 px box, stroked in the colour of the text around them. */
const drawings = {
  side: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="2" />
      <path d="M6 3v10" />
    </>
  ),
  cal: (
    <>
      <rect x="2.5" y="3.5" width="11" height="10" rx="2" />
      <path d="M2.5 6.75h11M5.5 1.75V4M10.5 1.75V4" />
    </>
  ),
  people: (
    <>
      <circle cx="6" cy="5.5" r="2.5" />
      <path d="M1.5 13.5c0-2.4 2-4 4.5-4s4.5 1.6 4.5 4M10.75 3.2a2.5 2.5 0 0 1 0 4.6M12.25 9.9c1.4.6 2.25 1.9 2.25 3.6" />
    </>
  ),
  left: <path d="M10 3.5 5.5 8l4.5 4.5" />,
  right: <path d="M6 3.5 10.5 8 6 12.5" />,
  down: <path d="M3.5 6 8 10.5 12.5 6" />,
  up: <path d="M3.5 10 8 5.5l4.5 4.5" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.25" />
      <path d="m10.25 10.25 3.25 3.25" />
    </>
  ),
  plus: <path d="M8 3v10M3 8h10" />,
  x: <path d="m4 4 8 8M12 4l-8 8" />,
  check: <path d="m3 8.5 3.5 3.5L13 4.5" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 4.75V8l2.25 1.5" />
    </>
  ),
  repeat: (
    <path d="M3 7.25V6.5A2.5 2.5 0 0 1 5.5 4H13M10.75 1.75 13 4l-2.25 2.25M13 8.75v.75a2.5 2.5 0 0 1-2.5 2.5H3M5.25 14.25 3 12l2.25-2.25" />
  ),
  pin: (
    <>
      <path d="M8 14.25s4.75-3.9 4.75-7.75a4.75 4.75 0 0 0-9.5 0C3.25 10.35 8 14.25 8 14.25Z" />
      <circle cx="8" cy="6.5" r="1.75" />
    </>
  ),
  bell: <path d="M4 6.5a4 4 0 0 1 8 0c0 3.25 1.25 4.5 1.25 4.5H2.75S4 9.75 4 6.5ZM6.75 13.5a1.4 1.4 0 0 0 2.5 0" />,
  note: <path d="M2.5 4h11M2.5 8h11M2.5 12h7" />,
  video: (
    <>
      <rect x="1.75" y="4" width="8.5" height="8" rx="1.75" />
      <path d="m10.25 7 4-2.25v6.5l-4-2.25" />
    </>
  ),
  edit: <path d="M11.25 2.5 13.5 4.75 5.25 13l-2.75.5.5-2.75ZM9.5 4.25l2.25 2.25" />,
  dots: (
    <g fill="currentColor" stroke="none">
      <circle cx="3.5" cy="8" r="1.1" />
      <circle cx="8" cy="8" r="1.1" />
      <circle cx="12.5" cy="8" r="1.1" />
    </g>
  ),
  trash: <path d="M2.75 4.25h10.5M6 4.25v-1.5h4v1.5M4 4.25l.5 9h7l.5-9M6.75 7v3.5M9.25 7v3.5" />,
  feed: (
    <>
      <circle cx="3.75" cy="12.25" r="1.1" fill="currentColor" stroke="none" />
      <path d="M3.25 7.75a5 5 0 0 1 5 5M3.25 3.5a9.25 9.25 0 0 1 9.25 9.25" />
    </>
  ),
  lock: (
    <>
      <rect x="3" y="7" width="10" height="6.75" rx="1.75" />
      <path d="M5.25 7V5a2.75 2.75 0 0 1 5.5 0v2" />
    </>
  ),
  gear: (
    <>
      <circle cx="8" cy="8" r="4.25" />
      <circle cx="8" cy="8" r="1.6" />
      <path d="M8 3.75v-2M8 14.25v-2M12.25 8h2M1.75 8h2M11 5l1.4-1.4M3.6 12.4 5 11M11 11l1.4 1.4M3.6 3.6 5 5" />
    </>
  ),
  pulse: <path d="M1.5 8h2.75L6.25 3.5l3.5 9 2-4.5h2.75" />,
  warn: <path d="M8 2.5 14.25 13.25H1.75ZM8 6.5v3M8 11.4v.1" />,
  undo: <path d="m5.5 2.75-3 3 3 3M2.5 5.75h7a4 4 0 0 1 0 8H6" />,
  mail: (
    <>
      <rect x="1.75" y="3.25" width="12.5" height="9.5" rx="1.75" />
      <path d="M2.25 4.5 8 9l5.75-4.5" />
    </>
  ),
  phone: (
    <path d="M3.1 2.5h2.2l1.2 3-1.5 1.2a8 8 0 0 0 4.3 4.3l1.2-1.5 3 1.2v2.2a1.1 1.1 0 0 1-1.2 1.1A11 11 0 0 1 2 3.7a1.1 1.1 0 0 1 1.1-1.2Z" />
  ),
  laptop: (
    <>
      <rect x="3.5" y="3.5" width="9" height="6.5" rx="1.25" />
      <path d="M1.75 12.75h12.5" />
    </>
  ),
  server: (
    <>
      <rect x="2.5" y="2.75" width="11" height="4.5" rx="1.5" />
      <rect x="2.5" y="8.75" width="11" height="4.5" rx="1.5" />
      <path d="M5 5h.1M5 11h.1" />
    </>
  ),
  globe: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M2 8h12M8 2c1.9 2 2.5 4 2.5 6s-.6 4-2.5 6c-1.9-2-2.5-4-2.5-6S6.1 4 8 2Z" />
    </>
  ),
  arrowup: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 11V5.25M5.5 7.5 8 5l2.5 2.5" />
    </>
  ),
  enter: <path d="M13 3.5V7a2 2 0 0 1-2 2H3M5.75 6.25 3 9l2.75 2.75" />,
  star: <path d="m8 1.9 1.85 3.85 4.2.55-3.1 2.9.8 4.2L8 11.35 4.25 13.4l.8-4.2-3.1-2.9 4.2-.55Z" />,
  cake: (
    <path d="M2.75 13.5v-4A1.5 1.5 0 0 1 4.25 8h7.5a1.5 1.5 0 0 1 1.5 1.5v4M1.75 13.5h12.5M8 8V5.5M8 3.2v-.7M2.75 10.75c1.3 1 2.6 1 3.5 0 .9 1 2.6 1 3.5 0 .9 1 2.2 1 3.5 0" />
  ),
  list: <path d="M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.1M2.5 8h.1M2.5 12h.1" />,
  go: <path d="M2.5 8h11M9 3.5 13.5 8 9 12.5" />,
  ext: <path d="M9.5 2.5h4v4M13.5 2.5l-6 6M11.5 9.5v3a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1h3" />,
  moon: <path d="M13.25 9.75a5.75 5.75 0 0 1-7-7 5.75 5.75 0 1 0 7 7Z" />,
  import: <path d="M8 2.25V10M4.75 6.75 8 10l3.25-3.25M2.5 11v1.25a1.5 1.5 0 0 0 1.5 1.5h8a1.5 1.5 0 0 0 1.5-1.5V11" />,
  minimise: <path d="M3 8h10" />,
  maximise: <rect x="3.5" y="3.5" width="9" height="9" rx="1" />,
} as const satisfies Record<string, ReactNode>

export type IconName = keyof typeof drawings

const mirrored: ReadonlySet<IconName> = new Set<IconName>([
  'side',
  'left',
  'right',
  'undo',
  'enter',
  'go',
  'ext',
  'feed',
])

/** A decorative drawing: what it means is said by the control or text it stands with. `size` is in px. */
export function Icon({ name, size = 16 }: { name: IconName; size?: 12 | 14 | 16 | 20 }) {
  return (
    <svg
      className={mirrored.has(name) ? 'ui-icon ui-icon-mirrored' : 'ui-icon'}
      viewBox="0 0 16 16"
      width={size}
      height={size}
      strokeWidth={size < 14 ? 1.75 : 1.5}
      aria-hidden="true"
    >
      {drawings[name]}
    </svg>
  )
}
