/** Gives an element the one name it goes by here, whatever prefix its document chose. */
import { prefixOfUndeclared, prefixOfUri } from './namespaces.ts'
import type { Attributes } from './scan-tags.ts'

/** What an element inherits. A chain, because copying every declaration to every child would not be linear. */
export interface Scope {
  readonly parent: Scope | undefined
  /** Own declarations: prefix (empty for the default namespace) -> URI. */
  readonly namespaces: ReadonlyMap<string, string> | undefined
  readonly base: string | undefined
  readonly language: string | undefined
  /** Declared on the root or the channel. */
  readonly isOuter: boolean
  /** Where the document was found. */
  readonly url: string
  /** Names found out here so far: a feed has a handful and asks for them thousands of times. */
  readonly names: Map<string, string>
}

interface RawTag {
  readonly name: string
  readonly attributes: Attributes
}

const rootNames: ReadonlySet<string> = new Set(['rss', 'feed', 'rdf', 'channel'])

/**
 * Atom elements have no prefix in an Atom document and `atom:` elsewhere; RSS elements never have one. An unknown
 * default namespace counts as none on the outer elements and hides whatever declares it further in.
 */
export function qualify(
  tag: RawTag,
  parent: Scope,
  root: 'rss' | 'rdf' | 'atom' | undefined,
): { readonly name: string; readonly scope: Scope } {
  const scope = enter(tag, parent)
  if (root === undefined) return { name: nameIn(tag.name, scope, root), scope }
  const known = scope.names.get(tag.name)
  if (known !== undefined) return { name: known, scope }
  const name = nameIn(tag.name, scope, root)
  if (scope.names.size < namesMax) scope.names.set(tag.name, name)
  return { name, scope }
}

/** Names remembered per scope; more are a document made to fill memory. */
const namesMax = 200

function nameIn(rawName: string, scope: Scope, root: 'rss' | 'rdf' | 'atom' | undefined): string {
  const colon = rawName.indexOf(':')
  const prefix = colon === -1 ? '' : rawName.slice(0, colon)
  const local = rawName.slice(colon + 1)
  if (root === undefined && rootNames.has(local)) return local === 'rdf' ? 'rdf:rdf' : local
  const declared = declaring(prefix, scope)
  const uri = declared?.namespaces?.get(prefix) ?? ''
  // Programs copy `xmlns="http://www.w3.org/2005/Atom"` onto their <rss> and go on writing RSS.
  const isMistaken = prefix === '' && root === 'rss' && declared?.isOuter === true
  const known = uri === '' || isMistaken ? undefined : prefixOfUri(uri)
  const meant = known ?? (prefix === '' ? meaningOfDefault(uri, declared) : prefixOfUndeclared(prefix))
  if (meant === undefined) return `unknown:${local}`
  const native =
    meant === '' || meant === 'rss' || (meant === 'atom' && (root === 'atom' || root === undefined))
  return native ? local : `${meant}:${local}`
}

function enter({ name, attributes }: RawTag, parent: Scope): Scope {
  if (attributes.size === 0) return parent
  let namespaces: Map<string, string> | undefined
  for (const [key, value] of attributes) {
    if (key !== 'xmlns' && !key.startsWith('xmlns:')) continue
    namespaces ??= new Map()
    namespaces.set(key.slice(6), value)
  }
  // `base` is how CDF says it.
  const base = attributes.get('xml:base') ?? (name === 'channel' ? attributes.get('base') : undefined)
  const language = attributes.get('xml:lang')
  if (namespaces === undefined && base === undefined && language === undefined) return parent
  return {
    parent,
    namespaces,
    base:
      base === undefined ? parent.base : (URL.parse(base, parent.base ?? parent.url)?.href ?? parent.base),
    language: language ?? parent.language,
    isOuter: parent.parent === undefined || rootNames.has(name.slice(name.indexOf(':') + 1)),
    url: parent.url,
    names: new Map(),
  }
}

function declaring(prefix: string, scope: Scope): Scope | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    if (at.namespaces?.has(prefix) === true) return at
  }
  return undefined
}

function meaningOfDefault(uri: string, declared: Scope | undefined): string | undefined {
  return uri === '' || declared?.isOuter !== false ? '' : undefined
}
