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
  /** Where the document was found. */
  readonly url: string
}

const rootNames: ReadonlySet<string> = new Set(['rss', 'feed', 'rdf', 'channel'])

/**
 * Atom elements have no prefix in an Atom document and `atom:` elsewhere; RSS elements never have one. An unknown
 * default namespace counts as none on the outer elements and hides whatever declares it further in.
 */
export function qualify(
  tag: { readonly name: string; readonly attributes: Attributes },
  parent: Scope,
  root: 'rss' | 'rdf' | 'atom' | undefined,
): { readonly name: string; readonly scope: Scope } {
  const scope = enter(tag.attributes, parent)
  const colon = tag.name.indexOf(':')
  const prefix = colon === -1 ? '' : tag.name.slice(0, colon)
  const local = tag.name.slice(colon + 1)
  if (root === undefined && rootNames.has(local)) return { name: local === 'rdf' ? 'rdf:rdf' : local, scope }
  const declared = declaring(prefix, scope)
  const uri = declared?.namespaces?.get(prefix) ?? ''
  const known = uri === '' ? undefined : prefixOfUri(uri)
  const meant = known ?? (prefix === '' ? meaningOfDefault(uri, declared) : prefixOfUndeclared(prefix))
  if (meant === undefined) return { name: `unknown:${local}`, scope }
  const native =
    meant === '' || meant === 'rss' || (meant === 'atom' && (root === 'atom' || root === undefined))
  return { name: native ? local : `${meant}:${local}`, scope }
}

function enter(attributes: Attributes, parent: Scope): Scope {
  if (attributes.size === 0) return parent
  let namespaces: Map<string, string> | undefined
  for (const [name, value] of attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue
    namespaces ??= new Map()
    namespaces.set(name.slice(6), value)
  }
  const base = attributes.get('xml:base')
  const language = attributes.get('xml:lang')
  if (namespaces === undefined && base === undefined && language === undefined) return parent
  return {
    parent,
    namespaces,
    base:
      base === undefined ? parent.base : (URL.parse(base, parent.base ?? parent.url)?.href ?? parent.base),
    language: language ?? parent.language,
    url: parent.url,
  }
}

function declaring(prefix: string, scope: Scope): Scope | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    if (at.namespaces?.has(prefix) === true) return at
  }
  return undefined
}

function meaningOfDefault(uri: string, declared: Scope | undefined): string | undefined {
  return uri === '' || declared?.parent?.parent === undefined ? '' : undefined
}
