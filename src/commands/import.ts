/** `headwater import`: an OPML subscription list as the `sources:` of a configuration, printed or added to the file. */
import { chmod, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { addSources, renderSources, type NewSource } from '../config/add-sources.ts'
import { loadSettings, type LoadedSettings } from '../config/load-settings.ts'
import { parseOpml, plainAddress, type OpmlSource } from '../config/opml.ts'
import { printable } from '../config/printable.ts'
import { readFailure, readTextFile } from '../config/read-text-file.ts'
import { ConfigError, UsageError } from '../model/errors.ts'
import type { Command, Invocation, Io } from './command.ts'
import { configOptions, loadConfig } from './open-context.ts'

function parseNamed(file: string, text: string): readonly OpmlSource[] {
  try {
    return parseOpml(text)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    // The message begins with line and column.
    throw new ConfigError(`${file}:${error.message}`, { cause: error.cause })
  }
}

const isWebAddress = (url: string): boolean => /^https?:$/.test(URL.parse(url)?.protocol ?? '')

interface Imported {
  readonly sources: readonly NewSource[]
  /** Outlines whose address is none a feed can be fetched from (`exec:`, `file:`, a relative path). */
  readonly unusable: readonly OpmlSource[]
}

async function readList(file: string, { cwd }: Io): Promise<Imported> {
  const text = await readTextFile(path.resolve(cwd, file)).catch((error: unknown) => {
    throw new UsageError(`${file}: cannot be read: ${readFailure(error)}`)
  })
  const found = parseNamed(file, text)
  const plain = found.map((source) => ({ ...source, url: plainAddress(source.url) }))
  const sources = plain.filter(({ url }) => isWebAddress(url))
  if (sources.length === 0) throw new UsageError(`${file}: no feed in it`)
  return { sources, unusable: plain.filter(({ url }) => !isWebAddress(url)) }
}

/** The new text stands in force at once, or not at all; a mistake in it leaves the file as it was. */
async function replaceConfig(file: string, text: string, { env }: Io): Promise<void> {
  const target = await realpath(file)
  const fresh = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`)
  try {
    await writeFile(fresh, text, { flag: 'wx' })
    await chmod(fresh, (await stat(target)).mode)
    await loadSettings(fresh, env)
    await rename(fresh, target)
  } finally {
    await rm(fresh, { force: true })
  }
}

/** Addresses that are sources already are left as they are, with their own settings. */
async function writeSources(loaded: LoadedSettings, sources: readonly NewSource[], io: Io): Promise<void> {
  const { file, sources: known } = loaded.settings
  const addresses = new Set(known.map(({ url }) => URL.parse(url)?.href ?? url))
  const added = sources.filter(({ url }) => !addresses.has(URL.parse(url)?.href ?? url))
  if (added.length > 0) await replaceConfig(file, addSources(await readTextFile(file), added), io)
  const rest = sources.length - added.length
  io.out(`${file}: ${added.length} sources added${rest > 0 ? `, ${rest} were there already` : ''}\n`)
}

async function importInto(invocation: Invocation, sources: readonly NewSource[]): Promise<void> {
  const { io, values } = invocation
  if (values['write'] === true) await writeSources(await loadConfig(invocation), sources, io)
  else io.out(renderSources(sources))
}

export const importOpml: Command = {
  name: 'import',
  summary: 'turn an OPML file into sources: printed, or with --write added to the configuration',
  description: [
    'Outlines around a feed, and its categories, become tags. A title becomes a comment: what a reader calls a feed need not be the name of its outlet. With --write the sources go to the end of the list in the configuration; everything else in the file, comments too, stays as it is, and addresses that are sources already are left alone.',
    'To keep following a list that another program writes, name it instead: sources: [{ opml: FILE.opml }].',
  ],
  usage: 'headwater import FILE.opml [--write] [--config FILE]',
  options: {
    write: { type: 'boolean', summary: 'add the sources to the configuration' },
    ...configOptions,
  },
  positionals: 1,
  examples: ['headwater import subscriptions.opml', 'headwater import subscriptions.opml --write'],
  exitCodes: {
    0: 'every feed of the list is a source',
    1: 'some addresses are none a feed can be fetched from',
  },
  async run(invocation) {
    const { io, positionals } = invocation
    const [file] = positionals
    if (file === undefined) throw new UsageError('import takes one OPML file')
    const { sources, unusable } = await readList(file, io)
    await importInto(invocation, sources)
    for (const { url, line, column } of unusable)
      io.err(`${file}:${line}:${column}: left out, not an http or https address: ${printable(url)}\n`)
    return unusable.length > 0 ? 1 : 0
  },
}
