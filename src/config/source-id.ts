/** Derives a source's id from its address, the same on every start and whatever else the file lists. */
import { createHash } from 'node:crypto'
import { parseSourceId, type SourceId } from '../model/brand.ts'

const hashLetters = 8
/** Leaves room for a hash within the 100 characters an id may have. */
const slugLettersMax = 80

/**
 * Host and path with dashes: `https://www.rss.example.org/a/b.xml` is `rss.example.org-a-b.xml`. Whatever an id cannot
 * hold (query, capitals, odd letters) is told apart by eight letters of a hash. `taken` ids are avoided the same way.
 * `address` is what the file says, so that an id neither shows nor follows a secret put in by `${VAR}`.
 */
export function deriveSourceId(address: string, taken: (id: SourceId) => boolean = () => false): SourceId {
  const bare = address
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^[^/@]*@/, '')
    .replace(/#.*$/, '')
  const readable = bare
    .replace(/^www\./i, '')
    .replace(/\/$/, '')
    .replaceAll('/', '-')
  const plain = parseSourceId(readable)
  if (plain !== undefined && plain.length <= slugLettersMax && !taken(plain)) return plain
  const slug = readable
    .replace(/\?.*$/, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replaceAll(/[.-]*([.-])[.-]*/g, '$1')
    .slice(0, slugLettersMax)
    .replace(/^[.-]+|[.-]+$/g, '')
  const hash = createHash('sha256').update(bare).digest('hex').slice(0, hashLetters)
  const id = parseSourceId(slug === '' ? `source-${hash}` : `${slug}-${hash}`)
  if (id === undefined) throw new TypeError(`no source id can be derived from ${address}`)
  return id
}
