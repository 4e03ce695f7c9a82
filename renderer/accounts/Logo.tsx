/** The mark of the app: a day's blocks, one of them on the move. Decorative where its name stands beside it. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 36 36" width="36" height="36" aria-hidden="true">
      <rect width="36" height="36" rx="9" fill="var(--accent)" />
      <g fill="var(--on-accent)">
        <rect x="8" y="8.5" width="6" height="10" rx="2" />
        <rect x="8" y="21.5" width="6" height="6" rx="2" opacity="0.55" />
        <rect x="16.5" y="8.5" width="11.5" height="5" rx="2" opacity="0.55" />
        <path d="M18.5 16.5h7.5a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-7.5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2Z" />
      </g>
    </svg>
  )
}
