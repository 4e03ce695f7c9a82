import { wallMinute, type DayFrame } from '../time/day-frame.ts'

/** The present moment: a strong line across the present day, a faint one across the others in sight. */
export function NowLine({ frames, now, hour }: { frames: readonly DayFrame[]; now: number; hour: number }) {
  const index = frames.findIndex((frame) => frame.start <= now && now < frame.end)
  const frame = frames[index]
  if (frame === undefined) return null
  const top = (wallMinute(frame, now) / 60) * hour
  const share = 100 / frames.length
  return (
    <div className="cal-now" style={{ insetBlockStart: top }} aria-hidden="true">
      <span className="cal-now-faint" />
      <span className="cal-now-today" style={{ insetInlineStart: `${share * index}%`, inlineSize: `${share}%` }} />
    </div>
  )
}
