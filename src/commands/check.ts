/** `headwater check`: is the configuration right, and, when asked to look, what are its sources? */
import { formatFinding } from '../config/findings.ts'
import type { Context } from '../context.ts'
import { askFeed, findFeed, offersOf, type Answer } from '../find-feed.ts'
import type { FetchRequest } from '../model/fetch-outcome.ts'
import type { SourceSettings } from '../model/settings.ts'
import { freshSourceState } from '../model/source-state.ts'
import { requestFor } from '../schedule/apply-poll.ts'
import type { Command } from './command.ts'
import { configOptions, jsonOption, loadConfig, withContext } from './open-context.ts'
import { painter } from './paint.ts'
import { renderTable } from './render-table.ts'

interface SourceFinding {
  readonly id: string
  readonly ok: boolean
  readonly what: string
}

function describe(answer: Answer, url: string): Omit<SourceFinding, 'id'> {
  const { outcome, parse } = answer
  if (outcome.kind === 'failed') return { ok: false, what: outcome.message }
  if (outcome.kind === 'refused') return { ok: false, what: outcome.reason }
  if (outcome.kind !== 'fetched' || parse === undefined)
    return { ok: false, what: outcome.kind === 'gone' ? 'gone (410)' : outcome.kind }
  if (parse.kind === 'broken') return { ok: false, what: parse.reason }
  if (parse.kind === 'notAFeed') {
    const offers = offersOf(answer, url)
    return { ok: false, what: `${parse.what}${offers.length > 0 ? `; it offers ${offers.join(', ')}` : ''}` }
  }
  const { format, title, entries, problems } = parse.feed
  // A password is no part of the address that answers.
  const moved = outcome.url === plainAddress(url) ? '' : `; answered at ${outcome.url}`
  const what = [`${format} "${title}", ${entries.length} entries${moved}`, ...problems].join('; ')
  return { ok: true, what }
}

function plainAddress(address: string): string {
  const url = new URL(address)
  url.username = ''
  url.password = ''
  url.hash = ''
  return url.href
}

/** Asks once, without validators, and says in words what answered; a page is asked for its feed, as a run would do. */
async function lookAt(context: Context, source: SourceSettings): Promise<SourceFinding> {
  const { id, url } = source
  const fresh = freshSourceState(id, url)
  const answer = await askFeed(context, requestFor(fresh, source))
  if (answer.parse?.kind !== 'notAFeed') return { id, ...describe(answer, url) }
  const requestOf = (offered: string): FetchRequest => requestFor({ ...fresh, movedTo: offered }, source)
  const found = await findFeed(context, offersOf(answer, url), requestOf)
  if (found === undefined) return { id, ...describe(answer, url) }
  return {
    id,
    ok: true,
    what: `${answer.parse.what}; its feed is ${found.url}: ${describe(found, found.url).what}`,
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
