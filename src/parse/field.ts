/** An element of a feed that is read: its text, its attributes and the elements inside it. */
import type { Attributes } from './scan-tags.ts'

export interface Field {
  readonly attributes: Attributes
  readonly kind: 'text' | 'markup'
  readonly value: string
  /** xml:base in force, absolute; undefined when the document sets none. */
  readonly base: string | undefined
  /** xml:lang in force. */
  readonly language: string | undefined
  readonly children: ReadonlyMap<string, readonly Field[]>
}

const none: readonly Field[] = []

/** Fields of that name directly inside, in document order. */
export function all(field: Field, name: string): readonly Field[] {
  return field.children.get(name) ?? none
}

/** The first of them. */
export function one(field: Field, name: string): Field | undefined {
  return field.children.get(name)?.[0]
}

/** Fields of any of the names directly inside, name by name. */
export function allOf(field: Field, names: readonly string[]): readonly Field[] {
  let found = none
  for (const name of names) {
    const fields = field.children.get(name)
    if (fields !== undefined) found = found === none ? fields : [...found, ...fields]
  }
  return found
}
