import { Icon, type IconName } from './Icon.tsx'

/** A small drawing that says something on its own; `label` says it in words. */
export function Sign({ icon, label }: { icon: IconName; label: string }) {
  return (
    <span className="ui-sign" title={label}>
      <Icon name={icon} size={12} />
      <span className="visually-hidden">{label}</span>
    </span>
  )
}
