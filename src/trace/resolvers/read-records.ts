/** Reads RSS items, Atom entries and sitemap URLs as plain records: the resolvers need a title, an address and a date. */
import { Parser } from 'htmlparser2'

export type XmlRecord = ReadonlyMap<string, string>

const recordsMax = 1_000
const charactersMax = 8 * 1024 * 1024

const localName = (name: string): string => name.slice(name.indexOf(':') + 1).toLowerCase()

/**
 * The elements called `record`, each as its leaf elements' text by local name, the first of a name wins. Prefixes are not
 * looked at: Bing binds its own to an address that changes with every query. An Atom link's href counts as `link`.
 */
export function readRecords(xml: string, record: ReadonlySet<string>): readonly XmlRecord[] {
  const records: XmlRecord[] = []
  let current: Map<string, string> | undefined
  let text = ''
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        text = ''
        if (record.has(localName(name)) && current === undefined) current = new Map()
        const { href, rel = 'alternate' } = attributes
        if (localName(name) === 'link' && href !== undefined && rel === 'alternate')
          current?.set('link', href)
      },
      ontext(data) {
        if (text.length < 4_096) text += data
      },
      onclosetag(name) {
        const local = localName(name)
        if (current !== undefined && record.has(local)) {
          if (records.length < recordsMax) records.push(current)
          current = undefined
        } else if (current !== undefined && text.trim() !== '' && !current.has(local))
          current.set(local, text.trim())
        text = ''
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(xml.slice(0, charactersMax))
  return records
}
