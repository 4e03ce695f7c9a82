import type { XmlName } from '../../dav/xml/names.ts'
import { element } from '../../dav/xml/write.ts'
import type { PropertyGroup } from '../multistatus.ts'
import type { Instruction, Refusal } from '../properties/write.ts'

const nameOf = (instruction: Instruction): XmlName =>
  instruction.type === 'set' ? instruction.element.name : instruction.name

/** What became of each property: all of them 200, or the refused ones with their reason and the rest 424 (RFC 4918 §9.2.1). */
export function propertyOutcomes(instructions: readonly Instruction[], refusals: readonly Refusal[]): PropertyGroup[] {
  const names = new Set(instructions.map(nameOf))
  const groups: PropertyGroup[] = refusals.map(({ name, status, error }) => ({
    status,
    properties: [element(name)],
    ...(error === undefined ? {} : { error }),
  }))
  for (const { name } of refusals) names.delete(name)
  groups.push({ status: refusals.length > 0 ? 424 : 200, properties: [...names].map((name) => element(name)) })
  return groups
}
