import { initials, personHue } from './person.ts'

/** A person's picture, else their initials on a hue of their own; decorative, the name stands beside it. `size` in px. */
export function Avatar({ name, photo = '', size }: { name: string; photo?: string; size: 28 | 72 }) {
  return (
    <span className="avatar" data-size={size} data-hue={personHue(name)} aria-hidden="true">
      {photo.startsWith('data:image/') ? <img src={photo} alt="" /> : initials(name)}
    </span>
  )
}
