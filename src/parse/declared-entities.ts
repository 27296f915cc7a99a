/** Entities that a document declares in its own document type. */

/** Where a document type with an internal subset begins; anything further in is an example in somebody's article. */
const openings = /<!DOCTYPE[^[<>]{0,500}\[/i
const headCharacters = 5_000
const subsetCharactersMax = 50_000

/** A value of plain text and character references; one that names other entities or holds markup is how bombs are built. */
const plainEntity =
  /<!ENTITY\s{1,20}([\w.:-]{1,64})\s{1,20}(?:"((?:[^"<&%]|&(?:#\w{1,8}|amp|lt|gt|quot|apos);){0,1000})"|'((?:[^'<&%]|&(?:#\w{1,8}|amp|lt|gt|quot|apos);){0,1000})')\s{0,20}>/g

/** Names that more documents need than this are those of HTML, which are known anyway. */
const entitiesMax = 300

/** What all references together may add to a document. */
const addedCharactersMax = 100_000

/** `xml` with references to plain entities replaced; all others stay as they are, and nothing outside is fetched. */
export function expandDeclared(xml: string): string {
  const opening = openings.exec(xml.slice(0, headCharacters))
  if (opening === null) return xml
  const start = opening.index + opening[0].length
  const close = xml.slice(start, start + subsetCharactersMax).search(/\]\s{0,20}>/)
  if (close === -1) return xml
  const values = plainEntities(xml.slice(start, start + close))
  if (values.size === 0) return xml
  return replaceReferences(xml, start + close, values)
}

function replaceReferences(xml: string, from: number, values: ReadonlyMap<string, string>): string {
  const parts: string[] = []
  let added = 0
  let kept = 0
  for (
    let at = xml.indexOf('&', from);
    at !== -1 && added < addedCharactersMax;
    at = xml.indexOf('&', at + 1)
  ) {
    const name = /^&([\w.:-]{1,64});/.exec(xml.slice(at, at + 66))?.[1] ?? ''
    const value = values.get(name)
    if (value === undefined) continue
    parts.push(xml.slice(kept, at), value)
    kept = at + name.length + 2
    added += value.length + 1
  }
  return parts.join('') + xml.slice(kept)
}

/** The first declaration of a name counts (XML 1.0 section 4.2). */
function plainEntities(subset: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const [, name = '', quoted, apostrophed] of subset.matchAll(plainEntity)) {
    if (values.size >= entitiesMax) break
    if (!values.has(name)) values.set(name, quoted ?? apostrophed ?? '')
  }
  return values
}
