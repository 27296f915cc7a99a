/** `headwater import`: an OPML subscription list as the `sources:` of a configuration. */
import path from 'node:path'
import { Document, isMap, isSeq } from 'yaml'
import { parseOpml, plainAddress, type OpmlSource } from '../config/opml.ts'
import { readFailure, readTextFile } from '../config/read-text-file.ts'
import { ConfigError, UsageError } from '../model/errors.ts'
import type { Command } from './command.ts'
import { printable } from './render-table.ts'

function parseNamed(file: string, text: string): readonly OpmlSource[] {
  try {
    return parseOpml(text)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    // The message begins with line and column.
    throw new ConfigError(`${file}:${error.message}`, { cause: error.cause })
  }
}

/**
 * A title is a comment: what a reader calls a feed need not be the name of its outlet, and `publisher:` weighs in tracing.
 * A foreign list must not reach into the environment: its `${` is a plain `${`.
 */
function renderSources(found: readonly OpmlSource[]): string {
  const document = new Document({
    sources: found.map(({ url, tags }) => ({
      url: plainAddress(url).replaceAll('${', () => '$${'),
      ...(tags.length === 0 ? {} : { tags: [...tags] }),
    })),
  })
  const list = document.get('sources')
  for (const [index, node] of (isSeq(list) ? list.items : []).entries()) {
    const title = found[index]?.title
    if (isMap(node) && title !== undefined) node.commentBefore = ` ${printable(title)}`
  }
  return document.toString({ lineWidth: 0 })
}

export const importOpml: Command = {
  name: 'import',
  summary: 'turn an OPML file into the YAML to put under sources:',
  usage: 'headwater import FILE.opml',
  options: {},
  positionals: 1,
  examples: ['headwater import subscriptions.opml'],
  async run({ io, positionals }) {
    const [file] = positionals
    if (file === undefined) throw new UsageError('import takes one OPML file')
    const text = await readTextFile(path.resolve(io.cwd, file)).catch((error: unknown) => {
      throw new UsageError(`${file}: cannot be read: ${readFailure(error)}`)
    })
    const found = parseNamed(file, text)
    if (found.length === 0) throw new UsageError(`${file}: no feed in it`)
    io.out(renderSources(found))
    return 0
  },
}
