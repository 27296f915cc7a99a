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
