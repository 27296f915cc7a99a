/** `headwater import`: an OPML subscription list as the `sources:` of a configuration. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { stringify } from 'yaml'
import { parseOpml } from '../config/opml.ts'
import { UsageError } from '../model/errors.ts'
import type { Command } from './command.ts'

export const importOpml: Command = {
  name: 'import',
  summary: 'turn an OPML file into the YAML to put under sources:',
  usage: 'headwater import FILE.opml',
  options: {},
  examples: ['headwater import subscriptions.opml'],
  async run({ io, positionals }) {
    const [file, ...rest] = positionals
    if (file === undefined || rest.length > 0) throw new UsageError('import takes one OPML file')
    const text = await readFile(path.resolve(io.cwd, file), 'utf8').catch((error: unknown) => {
      throw new UsageError(`cannot read ${file}`, { cause: error })
    })
    const found = parseOpml(text)
    if (found.length === 0) throw new UsageError(`${file}: no feed in it`)
    const sources = found.map(({ url, title, tags }) => ({
      url,
      ...(title === undefined ? {} : { publisher: title }),
      ...(tags.length === 0 ? {} : { tags: [...tags] }),
    }))
    io.out(stringify({ sources }))
    return 0
  },
}
