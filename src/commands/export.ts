/** `headwater export`: the sources, or the published feeds, as OPML for any reader. */
import { renderOpml } from '../config/opml.ts'
import { UsageError } from '../model/errors.ts'
import type { Command } from './command.ts'
import { configOptions, readSettings } from './open-context.ts'

export const exportOpml: Command = {
  name: 'export',
  summary: 'print the sources as OPML; --feeds prints the published feeds',
  usage: 'headwater export [--feeds] [--config FILE]',
  options: {
    ...configOptions,
    feeds: { type: 'boolean', summary: 'the published feeds instead of the sources' },
  },
  examples: ['headwater export > sources.opml', 'headwater export --feeds > headwater.opml'],
  async run(invocation) {
    const { io, values } = invocation
    const { sources, feeds, publish } = await readSettings(invocation)
    if (values['feeds'] !== true) {
      const entries = sources.map(({ url, publisher, id, tags }) => ({
        url,
        title: publisher ?? id,
        siteUrl: undefined,
        tags,
      }))
      io.out(renderOpml(entries, 'Headwater sources'))
      return 0
    }
    const { baseUrl } = publish
    if (baseUrl === undefined)
      throw new UsageError('publish.baseUrl is not set: the feeds have no address to export')
    const entries = feeds.map(({ id, title, formats }) => ({
      url: `${baseUrl}/${id}.${formats[0] ?? 'rss'}`,
      title,
      siteUrl: undefined,
      tags: [],
    }))
    io.out(renderOpml(entries, 'Headwater feeds'))
    return 0
  },
}
