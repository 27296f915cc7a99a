/** `headwater export`: the sources, or the published feeds, as OPML for any reader. */
import type { LoadedSettings } from '../config/load-settings.ts'
import { renderOpml, type OpmlEntry } from '../config/opml.ts'
import { UsageError } from '../model/errors.ts'
import type { Settings } from '../model/settings.ts'
import type { Command } from './command.ts'
import { configOptions, loadConfig } from './open-context.ts'

/** RFC 3986 section 3.2.1. */
const withCredentials = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*@/i

interface Exported {
  readonly entries: readonly OpmlEntry[]
  /** Ids of the sources whose address is a secret. */
  readonly withheld: readonly string[]
}

/** Lists are passed on and published: addresses stand in them as the user wrote them, before variables were put in. */
function exportSources({ settings, addressesWritten }: LoadedSettings): Exported {
  const entries: OpmlEntry[] = []
  const withheld: string[] = []
  for (const { id, publisher, tags } of settings.sources) {
    const url = addressesWritten.get(id)
    if (url === undefined || withCredentials.test(url)) withheld.push(id)
    else entries.push({ url, title: publisher ?? id, siteUrl: undefined, tags })
  }
  return { entries, withheld }
}

function exportFeeds({ feeds, publish }: Settings): readonly OpmlEntry[] {
  const { baseUrl } = publish
  if (baseUrl === undefined)
    throw new UsageError('publish.baseUrl is not set: the feeds have no address to export')
  return feeds.map(({ id, title, formats }) => ({
    url: `${baseUrl}/${id}.${formats[0] ?? 'rss'}`,
    title,
    siteUrl: undefined,
    tags: [],
  }))
}

export const exportOpml: Command = {
  name: 'export',
  summary: 'print the sources as OPML; --feeds prints the published feeds',
  description: [
    'Addresses stand in it as the configuration writes them; one that is a secret (urlFile, a password) is left out and named on standard error.',
  ],
  usage: 'headwater export [--feeds] [--config FILE]',
  options: {
    ...configOptions,
    feeds: { type: 'boolean', summary: 'the published feeds instead of the sources' },
  },
  examples: ['headwater export > sources.opml', 'headwater export --feeds > headwater.opml'],
  exitCodes: { 0: 'everything is in it', 1: 'a source was left out' },
  async run(invocation) {
    const { io, values } = invocation
    const loaded = await loadConfig(invocation)
    if (values['feeds'] === true) {
      io.out(renderOpml(exportFeeds(loaded.settings), 'Headwater feeds'))
      return 0
    }
    const { entries, withheld } = exportSources(loaded)
    io.out(renderOpml(entries, 'Headwater sources'))
    for (const id of withheld) io.err(`source "${id}": left out, its address holds a secret\n`)
    return withheld.length > 0 ? 1 : 0
  },
}
