/** The configuration's one schema: validation, defaults, and the JSON Schema editors read all come from here. */
import { validate as isCron } from 'node-cron'
import { z } from 'zod'
import { parseFeedId, parseSourceId } from '../model/brand.ts'
import { limits } from '../model/limits.ts'
import { parseDuration } from './quantities.ts'
import {
  contact,
  duration,
  filterPattern,
  fixedAddress,
  host,
  hostOrNetwork,
  httpUrl,
  language,
  oneOrMany,
  onOff,
  reading,
  section,
  size,
  text,
  wholeNumber,
} from './schema-parts.ts'
import { trace } from './trace-schema.ts'

const second = 1_000
const minute = 60 * second
const day = 24 * 60 * minute

/** Below 15 minutes a poll is impolite; a shorter `every` is lengthened and the notice says so. */
export const everyMsMin = 15 * minute

const idWords = 'lower-case letters, digits, dots and dashes'

const idOf = <Id>(parse: (text: string) => Id | undefined) =>
  reading(
    (given) => {
      const id = parse(given)
      if (id !== undefined) return { value: id }
      const plain = given
        .toLowerCase()
        .replaceAll(/[^a-z0-9.]+/g, '-')
        .replaceAll(/^[-.]+|[-.]+$/g, '')
      const guess = parse(plain) === undefined ? '' : ` (did you mean "${plain}"?)`
      return { expected: `expected an id of ${idWords}${guess}` }
    },
    { pattern: '^[a-z0-9]+(?:[.-][a-z0-9]+)*$' },
  )

const schedule = reading(
  (given): { value: { cron: string } | { everyMs: number } } | { expected: string } => {
    const everyMs = parseDuration(given)
    if (everyMs !== undefined)
      return everyMs >= second && everyMs <= 7 * day
        ? { value: { everyMs } }
        : { expected: 'expected at least 1s and at most 7d' }
    return isCron(given)
      ? { value: { cron: given } }
      : { expected: 'expected a cron expression such as "*/5 * * * *" or a duration such as 15m' }
  },
  { examples: ['*/5 * * * *', '15m'] },
)

const http = section({
  contact: contact
    .optional()
    .describe('mailto: or web address that goes into the User-Agent, so that a publisher can reach you.'),
  timeout: duration({ min: 100, max: 10 * minute })
    .prefault('20s')
    .describe('Longest silence of a server.'),
  concurrency: wholeNumber({ min: 1, max: 1_024 }).prefault(64).describe('Requests under way at once.'),
  perHost: wholeNumber({ min: 1, max: 32 }).prefault(1).describe('Requests under way at once to one host.'),
  allowPrivate: oneOrMany(hostOrNetwork)
    .prefault([])
    .describe('Host names, addresses or networks exempt from the private-address guard.'),
  hosts: z
    .record(z.string(), fixedAddress)
    .prefault({})
    .describe(
      'Fixed addresses of host names, like curl --resolve. A host named here is exempt from the guard.',
    ),
})

const every = duration({ min: 0, max: 30 * day })
const fullText = z.enum(['auto', 'always', 'never'])
const dedupe = z.enum(['off', 'self', 'cross'])
const role = z.enum(['publisher', 'aggregator', 'auto'])
const tags = oneOrMany(text)

const shared = {
  every: every
    .optional()
    .describe('Least time between two polls. At least 15m; the server may ask for more.'),
  fullText: fullText
    .optional()
    .describe('Whether the article page is fetched: where the feed has a teaser only, always, or never.'),
  dedupe: dedupe
    .optional()
    .describe('Look for copies nowhere, among its own articles, or among all sources.'),
  role: role.optional().describe('Whether it writes its own articles or repeats those of others.'),
  tags: tags.optional().describe('Words a feed can draw from.'),
}

const headerValue = z
  .union([z.string(), z.number(), z.boolean()], { error: 'expected text' })
  .transform(String)

const source = section({
  url: httpUrl.optional().describe('Address of the feed.'),
  urlFile: text.optional().describe('File that holds the address, when the address is a secret.'),
  opml: text
    .optional()
    .describe('OPML file whose feeds are all read; read anew on every start. Nested outlines become tags.'),
  id: idOf(parseSourceId)
    .optional()
    .describe('Name of the source for life. Derived from the address when absent.'),
  publisher: text.optional().describe('Name of the outlet, when the feed does not say it.'),
  ...shared,
  headers: z
    .record(z.string(), headerValue)
    .optional()
    .describe(
      'Sent to this address only, never along a redirect to another host. NameFile reads the value of Name from a file.',
    ),
  headersFile: text.optional().describe('File of `Name: value` lines, for secrets.'),
})

/** All keys of one filter must match; of a list under a key, one. A plain text is looked for in title, text and category. */
const filterFields = {
  title: oneOrMany(filterPattern).optional(),
  text: oneOrMany(filterPattern).optional(),
  url: oneOrMany(filterPattern).optional(),
  author: oneOrMany(filterPattern).optional(),
  category: oneOrMany(filterPattern).optional(),
  words: section({
    min: wholeNumber({ min: 0, max: 1_000_000 }).prefault(0).describe('At least this many words.'),
    max: wholeNumber({ min: 0, max: 1_000_000 }).prefault(1_000_000).describe('At most this many words.'),
  })
    .optional()
    .describe('Length of the text.'),
}
const filters = oneOrMany(z.union([filterPattern, section(filterFields)])).prefault([])

/** Shorter secrets are guessed. */
const secret = z.string().min(8).max(1_000)
const access = z
  .union([
    section({ token: secret.regex(/^\S+$/) }).transform(({ token }) => ({ kind: 'token' as const, token })),
    section({ user: text.regex(/^[^:]+$/), password: secret }).transform((given) => ({
      kind: 'basic' as const,
      ...given,
    })),
  ])
  .optional()

const feed = section({
  id: idOf(parseFeedId).describe('File name of the feed, for life.'),
  title: text.optional().describe('Shown by readers. Default: the id.'),
  description: text.optional().describe('Shown by readers.'),
  image: httpUrl.optional().describe('Address of a picture that stands for the feed.'),
  author: z
    .union([
      text.transform((name) => ({ name, url: undefined })),
      section({ name: text, url: httpUrl.optional() }),
    ])
    .optional()
    .describe('Who the feed is by: a name, or name and url.'),
  from: oneOrMany(text).optional().describe('Tags or source ids. Default: every source.'),
  include: filters.describe('Only articles that match one of these. All keys of one entry must match.'),
  exclude: filters.describe('No article that matches one of these.'),
  language: oneOrMany(language).prefault([]).describe('Only these languages. Default: every language.'),
  duplicates: z
    .enum(['off', 'exact', 'near', 'all'])
    .prefault('all')
    .describe('Copies that are folded: none, exact ones, near ones too, or reworded ones too.'),
  related: z
    .enum(['off', 'link'])
    .prefault('link')
    .describe('Whether reports of the same event are linked to one another. They are never dropped.'),
  keep: z
    .enum(['original', 'earliest', 'longest'])
    .prefault('original')
    .describe('Which article speaks for the story.'),
  hold: duration({ min: 0, max: 7 * day })
    .prefault('0m')
    .describe('How long a copy waits for its original before it is published.'),
  content: z
    .enum(['full', 'summary', 'none'])
    .prefault('full')
    .describe('How much of the article stands in the feed.'),
  limit: wholeNumber({ min: 1, max: 10_000 }).prefault(100).describe('Stories in the feed, newest first.'),
  maxAge: duration({ min: minute, max: 3_650 * day })
    .prefault('7d')
    .describe('Older stories leave the feed.'),
  archive: wholeNumber({ min: 0, max: 1_000 })
    .prefault(10)
    .describe(
      'Pages of 50 stories that left the feed, kept for readers that follow its archive (RFC 5005). 0 for none.',
    ),
  formats: oneOrMany(z.enum(['rss', 'atom', 'json']))
    .prefault(['rss', 'atom', 'json'])
    .describe('Formats that are written.'),
  credits: onOff
    .prefault('on')
    .describe('The line "First published by … Also carried by …" under each item.'),
  access: access.describe(
    'What a reader has to show before the built-in server gives this feed out: token, or user and password.',
  ),
})

const storyPair = z.array(httpUrl).min(2).max(50)

const overrides = section({
  sameStory: z
    .array(storyPair)
    .prefault([])
    .describe('Addresses that are one story, whatever the matcher says.'),
  notSameStory: z.array(storyPair).prefault([]).describe('Addresses that are never one story.'),
  origins: z
    .record(z.string(), z.enum(['never', 'always']))
    .prefault({})
    .describe('Sites that are never, or always, the origin of a story.'),
})

const publisher = section({
  domain: host.describe('Registrable domain of the site.'),
  name: text.describe('Name of the outlet.'),
  aliases: oneOrMany(text).prefault([]).describe('Other names it is called by.'),
  feeds: oneOrMany(httpUrl).prefault([]).describe('Its feeds.'),
  newsSitemaps: oneOrMany(httpUrl).prefault([]).describe('Its news sitemaps.'),
})

/** A ceiling is read in the unit its name ends with. */
function limitSchema(name: string, value: number): z.ZodType<number> {
  const description = `Default ${value.toLocaleString('en')}.`
  if (name.endsWith('BytesMax')) return size({ min: 1, max: 1024 ** 3 }).describe(description)
  if (name.endsWith('Ms')) return duration({ min: 1, max: 10 * minute }).describe(description)
  if (name.endsWith('SecondsMax'))
    return duration({ min: second, max: 30 * day })
      .transform((ms) => Math.round(ms / second))
      .describe(description)
  return wholeNumber({ min: 0, max: 10_000_000 }).describe(description)
}

/** No keys: what was compared with other ceilings could not be compared with what is stored. */
const builtIn: ReadonlySet<string> = new Set(['candidatesMax', 'textCharactersMax'])

const limitShape = Object.fromEntries(
  Object.entries(limits)
    .filter(([name]) => !builtIn.has(name))
    .map(([name, value]) => [name, limitSchema(name, value).optional()]),
)

export const configSchema = section({
  $schema: z.string().optional().describe('Where an editor finds the schema of this file.'),
  state: text.optional().describe('State folder, relative to this file.'),
  retain: duration({ min: 31 * day, max: 3_650 * day })
    .prefault('180d')
    .describe('How long the text of an article that no feed shows is kept. At least 31d.'),
  schedule: schedule
    .prefault('*/5 * * * *')
    .describe('When to look what is due: a cron expression or a duration.'),
  http: http.prefault({}).describe('How the web is asked.'),
  defaults: section(shared).prefault({}).describe('Merged into every source that does not say otherwise.'),
  sources: oneOrMany(z.union([httpUrl, source])).describe('The feeds that are read.'),
  feeds: oneOrMany(feed)
    .optional()
    .describe('The feeds that are published. Default: one feed of everything, with the id all.'),
  publish: section({
    baseUrl: httpUrl.optional().describe('Address the feeds are served under.'),
    websub: oneOrMany(httpUrl).prefault([]).describe('WebSub hubs that are told of news. Needs baseUrl.'),
  })
    .prefault({})
    .describe('What readers are told about where the feeds are.'),
  serve: section({
    host: host.prefault('127.0.0.1').describe('Address to listen at.'),
    port: wholeNumber({ min: 0, max: 65_535 }).prefault(8080).describe('Port to listen at; 0 takes any.'),
    access: access.describe('The same for everything the server has, health apart.'),
  })
    .prefault({})
    .describe('The built-in server.'),
  overrides: overrides.prefault({}).describe('The last word is yours.'),
  trace: trace.prefault({}).describe('How the original of a story is looked for.'),
  publishers: oneOrMany(publisher).prefault([]).describe('Outlets to know besides those that are built in.'),
  limits: section(limitShape)
    .prefault({})
    .describe('Ceilings; reaching one is reported, never silently cut.'),
})

export type ConfigValues = z.output<typeof configSchema>
export type SourceValues = z.output<typeof source>
export type FeedValues = z.output<typeof feed>
export type FilterValues = FeedValues['include'][number]
