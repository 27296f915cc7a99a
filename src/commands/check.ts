/** `headwater check`: is the configuration right, and, when asked to look, what are its sources? */
import { formatFinding } from '../config/findings.ts'
import type { Context } from '../context.ts'
import type { SourceSettings } from '../model/settings.ts'
import type { Command } from './command.ts'
import { configOptions, jsonOption, loadConfig, withContext } from './open-context.ts'
import { painter } from './paint.ts'
import { renderTable } from './render-table.ts'

interface SourceFinding {
  readonly id: string
  readonly ok: boolean
  readonly what: string
}

/** Asks once, without validators, and says in words what answered. */
async function lookAt(context: Context, source: SourceSettings): Promise<SourceFinding> {
  const { id, url, headers } = source
  const outcome = await context.fetcher.fetch({ url, kind: 'feed', headers })
  if (outcome.kind === 'failed') return { id, ok: false, what: outcome.message }
  if (outcome.kind === 'refused') return { id, ok: false, what: outcome.reason }
  if (outcome.kind !== 'fetched')
    return { id, ok: false, what: outcome.kind === 'gone' ? 'gone (410)' : outcome.kind }
  const { body, contentType } = outcome
  const parsed = await context.parser.parse(body, {
    url: outcome.url,
    contentType,
    limits: context.settings.limits,
  })
  if (parsed.kind === 'broken') return { id, ok: false, what: parsed.reason }
  if (parsed.kind === 'notAFeed') {
    const offers = parsed.alternates.length > 0 ? `; it offers ${parsed.alternates.join(', ')}` : ''
    return { id, ok: false, what: `${parsed.what}${offers}` }
  }
  const { format, title, entries, problems } = parsed.feed
  const moved = outcome.url === url ? '' : `; answered at ${outcome.url}`
  return {
    id,
    ok: true,
    what: [`${format} "${title}", ${entries.length} entries${moved}`, ...problems].join('; '),
  }
}

async function lookAtAll(context: Context): Promise<readonly SourceFinding[]> {
  return Promise.all(context.settings.sources.map((source) => lookAt(context, source)))
}

export const check: Command = {
  name: 'check',
  summary: 'validate the configuration; --online also asks every source once',
  description: [
    'Every finding has file, line and column, and the nearest valid word. With --online each source is asked once, and what answered is said: format, title, number of entries, or what is wrong.',
  ],
  usage: 'headwater check [--config FILE] [--online] [--json]',
  options: {
    ...configOptions,
    online: { type: 'boolean', summary: 'ask each source once and say what it is' },
    ...jsonOption,
  },
  examples: ['headwater check', 'headwater check --online'],
  exitCodes: { 0: 'nothing to put right', 1: 'with --online: a source does not answer with a feed' },
  async run(invocation) {
    const { io, values } = invocation
    const paint = painter(io)
    const { settings, notices } = await loadConfig(invocation)
    const counts = `${settings.sources.length} sources, ${settings.feeds.length} feeds`
    const findings = values['online'] === true ? await withContext(invocation, lookAtAll) : []
    if (values['json'] === true) {
      const { file } = settings
      const [sources, feeds] = [settings.sources.length, settings.feeds.length]
      io.out(`${JSON.stringify({ file, sources, feeds, findings, notices })}\n`)
    } else {
      for (const notice of notices) io.out(`${formatFinding(notice)}\n`)
      io.out(`${settings.file}: ${counts}, no findings\n`)
      io.out(
        renderTable(
          findings.map(({ id, ok, what }) => [ok ? 'ok' : 'FAILED', id, what]),
          120,
          (cell, column) => (column === 0 ? paint(cell === 'ok' ? 'green' : 'red', cell) : cell),
        ),
      )
    }
    return findings.some(({ ok }) => !ok) ? 1 : 0
  },
}
