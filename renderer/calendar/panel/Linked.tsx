import { webLink } from './call-link.ts'

/** A text in which web addresses can be opened. */
export function Linked({ text }: { text: string }) {
  return text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/).map((part, index) => {
    const link = index % 2 === 1 ? webLink(part) : null
    return link === null ? (
      part
    ) : (
      <a
        key={index}
        className="cal-panel-link ui-focusable"
        href={link.href}
        target="_blank"
        rel="noreferrer"
        dir="ltr"
      >
        {part}
      </a>
    )
  })
}
