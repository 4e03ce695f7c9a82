import type { BrokenObject } from '../../shared/ipc/view-port.ts'
import { useCollections } from '../cache/hooks.ts'
import { useText } from '../i18n/use-text.ts'
import { messages } from './messages.ts'

const SHOWN = 5

/** The last part of an href as a person would write it. */
function fileName(href: string): string {
  const segment = href.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** What servers hold and nobody can read: named, with why, and what can be done. */
export function BrokenList({ broken }: { broken: readonly BrokenObject[] }) {
  const t = useText()
  const collections = useCollections()
  return (
    <section className="sync-section" aria-label={t(messages.broken)}>
      <h3 className="sync-name">
        {t(messages.broken)} <span className="sync-host tabular">{broken.length}</span>
      </h3>
      <ul>
        {broken.slice(0, SHOWN).map(({ collection, href, reason }) => (
          <li key={`${collection} ${href}`} className="sync-error">
            {t(messages.brokenObject, {
              file: fileName(href),
              name: collections?.find(({ id }) => id === collection)?.displayName ?? '',
              reason,
            })}
          </li>
        ))}
      </ul>
      {broken.length > SHOWN && (
        <p className="sync-words">{t(messages.brokenMore, { count: broken.length - SHOWN })}</p>
      )}
      <p className="sync-words">{t(messages.brokenNext)}</p>
    </section>
  )
}
