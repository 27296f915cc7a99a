/** The skeleton of a feed as a tree: the one place that knows rss-parser. */
import RssParser from 'rss-parser'
import type { FieldValue, Skeleton } from './skeleton.ts'
import type { Attributes } from './scan-tags.ts'

/** A field of a feed or entry, with the fields inside it. */
export interface Field {
  readonly attributes: Attributes
  readonly kind: 'text' | 'markup'
  readonly value: string
  readonly base: string | undefined
  readonly language: string | undefined
  /** Fields of that name directly inside, in document order. */
  readonly all: (name: string) => readonly Field[]
}

export interface FeedTree {
  readonly feed: Field
  readonly entries: readonly Field[]
}

/**
 * rss-parser maps tags it knows by rules that scramble XHTML, throw on a bad date and take quadratic time on `<`; a
 * custom field of an unknown name it hands over untouched. So every field stands inside one called `fields`.
 */
export async function buildTree(skeleton: Skeleton): Promise<FeedTree> {
  const parser = new RssParser<{ fields?: unknown }, { fields?: unknown }>({
    customFields: { feed: ['fields'], item: ['fields'] },
  })
  const output = await parser.parseString(skeleton.xml)
  return {
    feed: toField(output.fields, skeleton.values),
    entries: output.items.map((item) => toField(item.fields, skeleton.values)),
  }
}

const empty: FieldValue = {
  attributes: new Map(),
  kind: 'text',
  value: '',
  base: undefined,
  language: undefined,
}

function toField(node: unknown, values: readonly FieldValue[]): Field {
  const value = values[referenceOf(node)] ?? empty
  const all = (name: string): readonly Field[] => {
    const children = property(node, name)
    return Array.isArray(children) ? children.map((child) => toField(child, values)) : []
  }
  return { ...value, all }
}

function referenceOf(node: unknown): number {
  const reference = property(property(node, '$'), 'r')
  return typeof reference === 'string' ? Number(reference) : -1
}

function property(node: unknown, name: string): unknown {
  return typeof node === 'object' && node !== null ? Reflect.get(node, name) : undefined
}
