import type { ServerResponse } from 'node:http'
import type { Xml } from '../../dav/xml/write.ts'
import { drained, type Answer } from '../exchange/answer.ts'
import { statusResponse } from '../multistatus.ts'
import { changesSince, initialPosition, type Changes } from '../reports/changes.ts'
import { syncHeaders, type SyncQuery } from '../reports/sync-answer.ts'
import { multistatusDocument, syncEnd, syncResponses, syncResponsesFromMemory } from '../reports/sync-response.ts'
import type { SyncPosition } from '../sync-token.ts'
import type { Hold } from './holds.ts'
import { closeDelimiter, HEARTBEAT, newBoundary, writePart } from './parts.ts'
import { isMapped } from './target.ts'

const mostRows = 1000
const mostCharacters = 4 * 1024 * 1024

/** Whether `Accept` takes a multipart answer. */
export const wantsStream = (accept: string | undefined): boolean =>
  (accept ?? '').split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    const refused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
    return (type === 'multipart/mixed' || type === 'multipart/x-mixed-replace') && !refused
  })

/** The rows that fit into one part, by what their responses came to; always at least one. */
function fit(changes: Changes, responses: readonly Xml[], position: SyncPosition): { changes: Changes; count: number } {
  let size = 0
  const over = responses.findIndex(({ xml }) => (size += xml.length) > mostCharacters)
  const count = over < 0 ? responses.length : Math.max(1, over)
  if (count === responses.length) return { changes, count }
  const rows = changes.rows.slice(0, count)
  const seq = rows.at(-1)?.seq ?? position.seq
  return { changes: { rows, next: { seq, base: Math.max(seq, position.base) }, truncated: true }, count }
}

function runStream(query: SyncQuery, wait: number, boundary: string, response: ServerResponse): StreamEvents {
  const { rendering, level } = query
  const { limits } = rendering.context.holds
  let position = query.position ?? initialPosition(rendering.target)
  let busy = false
  let pending = false
  let ending = false
  let over = false

  /** At once and as one packet: left to itself, a response keeps its first bytes for the end of the tick, after the writer's answer. */
  const write = (text: string): void => {
    if (over) return
    const { socket } = response
    socket?.cork()
    response.write(text)
    socket?.uncork()
  }

  const stop = (): void => {
    over = true
    clearTimeout(endTimer)
    clearTimeout(heartbeat)
    clearInterval(liveness)
  }

  const finish = (last: string): void => {
    write(writePart(boundary, last) + closeDelimiter(boundary))
    stop()
    response.end()
  }

  const writeChanges = (changes: Changes, responses: readonly Xml[]): void => {
    const fitted = fit(changes, responses, position)
    const end = syncEnd(rendering, fitted.changes.next, fitted.changes.truncated)
    position = fitted.changes.next
    write(writePart(boundary, multistatusDocument([...responses.slice(0, fitted.count), ...end])))
    if (fitted.changes.truncated) pending = true
  }

  const emptyPart = (): string => multistatusDocument(syncEnd(rendering, position, false))

  const gather = async (changes: Changes): Promise<void> => {
    const responses: Xml[] = []
    for await (const each of syncResponses(rendering, changes.rows)) responses.push(each)
    writeChanges(changes, responses)
  }

  /** Sends what there is, in as many parts as it takes. Without a disk to ask and a reader to wait for, before it returns. */
  const pump = (always: boolean): void => {
    if (over) return
    if (busy) {
      pending = true
      return
    }
    pending = false
    if (!isMapped(rendering)) {
      const end = syncEnd(rendering, position, false)
      return finish(multistatusDocument([statusResponse(rendering.href, 404), ...end]))
    }
    const changes = changesSince(rendering.target, position, level, Math.min(query.limit, mostRows))
    if (changes.rows.length === 0 && !always) {
      position = changes.next
      if (ending) finish(emptyPart())
      return
    }
    const responses = syncResponsesFromMemory(rendering, changes.rows)
    if (responses !== null) writeChanges(changes, responses)
    if (responses !== null && !response.writableNeedDrain) return proceed()
    busy = true
    const waiting = responses === null ? gather(changes) : Promise.resolve()
    waiting
      .then(() => (response.writableNeedDrain && !response.destroyed ? drained(response) : undefined))
      .then(
        () => {
          busy = false
          proceed()
        },
        // A file that cannot be read: without the closing delimiter the client knows that this is no clean end
        () => response.destroy(),
      )
  }

  const proceed = (): void => {
    if (pending || ending) pump(false)
  }

  const scheduleHeartbeat = (): NodeJS.Timeout => {
    const { from, to } = limits.heartbeat
    return setTimeout(
      () => {
        write(HEARTBEAT)
        heartbeat = scheduleHeartbeat()
      },
      from + Math.random() * (to - from),
    )
  }

  const end = (): void => {
    ending = true
    pump(false)
  }

  const endTimer = setTimeout(end, Math.max(0, wait - 1) * 1000)
  let heartbeat = scheduleHeartbeat()
  const liveness = setInterval(() => {
    if (!busy) write(writePart(boundary, emptyPart()))
  }, limits.liveness)
  response.on('close', stop)
  pump(true)
  return { change: () => pump(false), end }
}

type StreamEvents = { readonly change: () => void; readonly end: () => void }

/**
 * Holds a sync-collection REPORT and answers in parts, each a whole multistatus with its own token: first what there is already, or
 * an empty part as a greeting, then each change as it happens.
 *
 * @param asked seconds; null: the server's own maximum
 * @returns null where no place is free
 */
export function stream(query: SyncQuery, asked: number | null): Answer | null {
  const { rendering } = query
  const { holds, user } = rendering.context
  const wait = holds.waitFor(asked)
  let events: StreamEvents | null = null
  const hold: Hold | null = holds.take({
    user,
    href: rendering.target.href,
    kind: 'stream',
    onChange: () => events?.change(),
    onClose: () => events?.end(),
  })
  if (hold === null) return null
  return {
    taken: (response) => {
      if (response.closed) return hold.release()
      const boundary = newBoundary()
      response.on('close', hold.release)
      response.writeHead(207, {
        'Content-Type': `multipart/mixed; boundary="${boundary}"`,
        'X-Accel-Buffering': 'no',
        ...syncHeaders(rendering.minimal, asked === null ? null : wait),
      })
      events = runStream(query, wait, boundary, response)
    },
  }
}
