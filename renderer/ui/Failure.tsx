import './field.css'

/** Why something was refused, said aloud when it appears; nothing while `reason` is null. */
export function Failure({ reason }: { reason: string | null }) {
  return (
    reason !== null && (
      <p role="alert" className="ui-error">
        {reason}
      </p>
    )
  )
}
