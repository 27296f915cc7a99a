/** `headwater preview`: what one feed would become, without a configuration and without touching any state. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadSettings } from '../config/load-settings.ts'
import { readFailure } from '../config/read-text-file.ts'
import { openContext, type Context } from '../context.ts'
import { UsageError } from '../model/errors.ts'
import type { FetchOutcome } from '../model/fetch-outcome.ts'
import type { Settings, SourceSettings } from '../model/settings.ts'
import { previewFeed, tellWrongDocument, type Preview } from '../preview.ts'
import type { Command, Invocation } from './command.ts'
import { configOptions, jsonOption, openLog, readSettings, textOption } from './open-context.ts'
import { painter } from './paint.ts'
import { renderPreview } from './render-preview.ts'

interface FeedBytes {
  readonly bytes: Uint8Array
  /** Where it was read, for relative references. */
  readonly url: string
  readonly contentType: string | undefined
}

/** Stands for the address of a file; a name under `.invalid` resolves nowhere (RFC 2606). */
const addressOfFile = 'https://file.invalid/'

/** One source with its defaults. The host that was typed may be a private one: it is the user who asks. */
async function settingsFor(url: string, dir: string, { values, io }: Invocation): Promise<Settings> {
  const host = new URL(url).hostname.replaceAll(/[[\]]/g, '')
  const fullText = values['pages'] === true ? 'auto' : 'never'
  const source = { id: 'preview', url, fullText }
  const file = path.join(dir, 'headwater.yaml')
  // JSON is YAML; `${` would be a variable.
  const text = JSON.stringify({ sources: [source], http: { allowPrivate: [host] } })
  await writeFile(
    file,
    text.replaceAll('${', () => '$${'),
  )
  return loadSettings(file, io.env)
}

/** With `--config`, the network settings of the configuration, and its source where it has this address. */
async function withConfig(plain: Settings, invocation: Invocation): Promise<Settings> {
  if (textOption(invocation, 'config') === undefined) return plain
  const { http, limits, publishers, sources, trace } = await readSettings(invocation)
  const [typed] = plain.sources
  const known = sources.find(({ url }) => url === typed?.url)
  const source = known === undefined || typed === undefined ? typed : { ...known, fullText: typed.fullText }
  return { ...plain, http, limits, publishers, trace, sources: source === undefined ? [] : [source] }
}

function whyNot(outcome: Exclude<FetchOutcome, { readonly kind: 'fetched' }>): string {
  if (outcome.kind === 'failed') return outcome.message
  if (outcome.kind === 'refused') return outcome.reason
  if (outcome.kind === 'rateLimited') return `it asks for fewer requests (status ${outcome.status})`
  return outcome.kind === 'gone'
    ? 'it is gone for good (status 410)'
    : 'it answered 304 to an unconditional request'
}

async function fetchFeed({ fetcher }: Context, { url, headers }: SourceSettings): Promise<FeedBytes> {
  const outcome = await fetcher.fetch({ url, kind: 'feed', headers })
  if (outcome.kind !== 'fetched') throw new UsageError(`${url}: ${whyNot(outcome)}`)
  return { bytes: outcome.body, url: outcome.url, contentType: outcome.contentType }
}

async function readFeed(
  context: Context,
  source: SourceSettings,
  file: string | undefined,
): Promise<FeedBytes> {
  if (file === undefined) return fetchFeed(context, source)
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new UsageError(`${file}: cannot be read: ${readFailure(error)}`)
  })
  return { bytes, url: addressOfFile, contentType: undefined }
}

async function previewIn(dir: string, word: string, invocation: Invocation): Promise<Preview> {
  const isAddress = /^(?:https?|feed):/i.test(word)
  const address = isAddress
    ? word.replace(/^feed:(?:\/\/)?(?=https?:)/i, '').replace(/^feed:/i, 'http:')
    : addressOfFile
  if (!URL.canParse(address)) throw new UsageError(`preview: "${word}" is no address`)
  const settings = await withConfig(await settingsFor(address, dir, invocation), invocation)
  const [source] = settings.sources
  if (source === undefined) throw new UsageError(`preview: "${word}" is no address`)
  const log = openLog(invocation)
  const context = await openContext({ ...settings, stateDir: path.join(dir, 'state') }, log)
  try {
    const file = isAddress ? undefined : path.resolve(invocation.io.cwd, word)
    const { bytes, url, contentType } = await readFeed(context, source, file)
    const outcome = await context.parser.parse(bytes, { url, contentType, limits: settings.limits })
    if (outcome.kind !== 'parsed')
      throw new UsageError(`${word}: ${tellWrongDocument(outcome, { url, body: bytes })}`)
    return await previewFeed(context, source, outcome.feed)
  } finally {
    await context.close()
  }
}

export const preview: Command = {
  name: 'preview',
  summary: 'what one feed would become: entries, furniture, duplicates inside, claimed originals',
  description: [
    'No configuration is needed and no state is touched: the feed goes through the real stages over a state that is thrown away. Each entry is shown as it is normalised, with the furniture that would go, the entry it is a copy of, and where it says it comes from.',
    'With --config, the network settings of that file are used (fixed addresses, private hosts, contact), and the headers of its source with this address.',
  ],
  usage: 'headwater preview URL-or-file [--pages] [--config FILE] [--log-level LEVEL] [--json]',
  options: {
    pages: { type: 'boolean', summary: 'complete teasers from their pages, as a run does' },
    ...configOptions,
    ...jsonOption,
  },
  positionals: 1,
  examples: [
    'headwater preview https://feeds.example.org/world.xml',
    'headwater preview saved-feed.xml --json',
  ],
  exitCodes: { 0: 'it is a feed', 2: 'it cannot be had, or is no feed' },
  async run(invocation) {
    const { io, positionals, values } = invocation
    const [word] = positionals
    if (word === undefined) throw new UsageError('preview takes the address of a feed, or a file')
    const dir = await mkdtemp(path.join(tmpdir(), 'headwater-preview-'))
    try {
      const found = await previewIn(dir, word, invocation)
      io.out(values['json'] === true ? `${JSON.stringify(found)}\n` : renderPreview(found, painter(io)))
    } finally {
      await rm(dir, { recursive: true, force: true })
    }
    return 0
  },
}
