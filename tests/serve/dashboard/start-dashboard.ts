/** A dashboard over a state filled by hand: copies of every kind, hostile titles, sources in every condition, many runs. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createSite } from '../../../src/commands/serve-site.ts'
import { loadSettingsAndNotices } from '../../../src/config/load-settings.ts'
import { openContext, type Context } from '../../../src/context.ts'
import { createMetrics } from '../../../src/metrics.ts'
import type { Article } from '../../../src/model/article.ts'
import type { FeedId, SourceId } from '../../../src/model/brand.ts'
import type { CanonicalUrl } from '../../../src/model/canonical-url.ts'
import type { Log } from '../../../src/model/log.ts'
import { freshSourceState, type PollResult, type SourceState } from '../../../src/model/source-state.ts'
import type { Change } from '../../../src/model/store.ts'
import type { VerdictKind } from '../../../src/model/verdict.ts'
import { makeArticle, makeOrigin, makeStory, makeVerdict, storyIdOf } from '../../store/make-article.ts'

export const nowMs = Date.UTC(2026, 10, 24, 12)
const hourMs = 3_600_000
const silent = (): void => undefined
const log: Log = { debug: silent, info: silent, warn: silent, error: silent, child: () => log }

/** What a source may call an article to break a page or its layout. */
export const hostileTitles: readonly string[] = [
  '<script>document.title = "broken"</script><img src=x onerror="document.title=\'broken\'">',
  '"><svg onload=document.title="broken">',
  `Donau${'dampfschifffahrts'.repeat(18)}gesellschaft`,
  'أعلنت بلدية ساندماوث عن افتتاح جسر جديد فوق النهر بعد 14 عاما من البناء',
  'עיריית סנדמאות פתחה גשר חדש (Sandmouth) מעל הנהר',
  '\u202Eevisrever kcabdeeF\u202C turns around',
  '👩‍👩‍👧‍👦 🇺🇳 🏴‍☠️ Families 🎉🎉🎉 at the ferry 🛳️',
  'Ź̸̛͓̦a̷̧͝l̶͎̓g̵̱̈́o̸̲͌ ̵̝͋t̶̰̒e̵͖̐x̸̜̎t̷͓́ '.repeat(6),
  'javascript:alert(1) &amp;lt;b&amp;gt; &#x202e; {{7*7}} ${7*7} <!-- -->',
  '渡轮在正午离开港口，市民在桥上挥手告别。',
  '',
  'Line one\nline two\ttabbed\u0000\u0007 bell',
]

const plainTitles: readonly string[] = [
  'Sandmouth opens the new bridge after fourteen years of building',
  'Second-quarter profit at Corvane rises to 41 million crowns',
  'Storm petrels return to Hesk in the largest number since 1987',
  'Council votes 9 to 4 for a tram along the quay',
  'Old lighthouse to become a school of navigation',
  'Ferry strike ends after 11 days: 2,300 crew go back to work',
  'Grain row: Northern Union lifts its duty on barley to 23 %',
  'Researchers map 600 wrecks off the Skerry Bank',
]

const paragraphs = (topic: string): string =>
  [
    `${topic}. The mayor, Ida Brandt, cut a rope of 28 strands before 4,100 people on Saturday morning.`,
    'The span is 412 metres long and cost 940 million crowns, two thirds of it paid by the province.',
    'Work began in 2012 and stopped twice, once for a flood and once for a court in Tollhaven.',
    'Buses cross from Monday; lorries above 16 tonnes have to wait for a test in March.',
  ].join('\n')

const reworded = (topic: string): string =>
  [
    `${topic}. Ida Brandt, who is mayor, severed a cord of 28 strands in front of 4,100 persons on the morning of Saturday.`,
    'With a length of 412 metres the span has costs of 940 million crowns, whereof the province paid two thirds.',
    'The works started in 2012 and were halted two times, for a flood and for a court of Tollhaven.',
    'From Monday busses go across; trucks over 16 tons must await a trial in March.',
  ].join('\n')

const outlets = [
  ['harbour-gazette', 'Harbour Gazette', 'harbour.example'],
  ['newsmill', 'Newsmill', 'newsmill.example'],
  ['sund-bulletin', 'Sund Bulletin', 'sundbulletin.example'],
  ['valley-wire', 'Valley Wire', 'valley.example'],
] as const

function article(id: number, at: number, title: string, text: string, hoursAgo: number): Article {
  const [sourceId, publisher, site] = outlets[at % outlets.length] ?? outlets[0]
  return makeArticle(id, {
    sourceId: sourceId as SourceId,
    publisher,
    site,
    title,
    text,
    html: `<p>${text}</p><p>Read more: <a href="https://${site}/more">subscribe to our newsletter</a></p>`,
    url: `https://${site}/2026/11/${id}` as CanonicalUrl,
    firstSeenMs: nowMs - hoursAgo * hourMs,
    publishedMs: nowMs - (hoursAgo + 1) * hourMs,
  })
}

const kinds: readonly VerdictKind[] = ['nearDuplicate', 'spun', 'sameText', 'sameAddress']

/** A story of one article and `copies` copies, each of another kind. */
function storyChanges(number: number, title: string, copies: number): readonly Change[] {
  const first = number * 10
  const hoursAgo = number * 0.7
  const opener = article(first, 0, title, paragraphs(title || 'Without a headline'), hoursAgo + 3)
  const origin = makeOrigin({
    url: opener.url,
    publisher: opener.publisher,
    level: (['E4', 'E3', 'E0', 'E2', 'E1', 'EX'] as const)[number % 6] ?? 'E0',
    evidence: makeOrigin().evidence.map((each) => ({ ...each, url: opener.url })),
    claimed: number % 6 === 5 ? { url: opener.url, publisher: 'Somebody Else' } : undefined,
  })
  const story = makeStory(number, first, { createdMs: nowMs - hoursAgo * hourMs, touchedMs: nowMs, origin })
  const changes: Change[] = [
    { kind: 'story', story },
    { kind: 'article', article: opener, storyId: story.id, fingerprint: new Uint8Array() },
    {
      kind: 'verdict',
      articleId: opener.id,
      verdict: makeVerdict(number, { kind: 'new', comparison: undefined, others: [] }),
    },
    {
      kind: 'publication',
      publication: {
        feedId: 'world' as FeedId,
        storyId: story.id,
        firstMs: nowMs - hourMs,
        updatedMs: nowMs - hourMs,
        seenHash: `${number}`,
      },
    },
  ]
  for (let copy = 1; copy <= copies; copy += 1) {
    const kind = kinds[(copy - 1) % kinds.length] ?? 'spun'
    const text = kind === 'spun' ? reworded(title) : opener.text
    const folded = article(
      first + copy,
      copy,
      kind === 'spun' ? `${title} (reworded)` : title,
      text,
      hoursAgo,
    )
    const comparison = { ...makeVerdict(number).comparison, kind, articleId: opener.id }
    changes.push(
      { kind: 'article', article: folded, storyId: story.id, fingerprint: new Uint8Array() },
      {
        kind: 'verdict',
        articleId: folded.id,
        verdict: makeVerdict(number, {
          kind,
          comparison: {
            ...comparison,
            scores: { alignment: 0.81, jaccard: 0.02, numbersShared: 14, numbersOfFewer: 15 },
            vetoes: [],
            reason: 'the sentences of both align to 81 %',
          },
        }),
      },
    )
  }
  return changes
}

function polled(id: string, at: number, changes: Partial<SourceState>): SourceState {
  const result: PollResult = changes.lastResult ?? (at % 3 === 0 ? 'new' : 'unchanged')
  return {
    ...freshSourceState(id as SourceId, `https://${id}.example/feed.xml`),
    title: id.replaceAll('-', ' '),
    lastPollMs: nowMs - (48 - at) * hourMs,
    lastSuccessMs: nowMs - (48 - at) * hourMs,
    nextPollMs: nowMs + 20 * 60_000,
    lastResult: result,
    articlesTotal: Math.floor(at / 3) * ((at % 5) + 1),
    ...changes,
  }
}

/** One that works, one that fails, one that is gone, one that moved; the others were never polled. */
function pollChanges(at: number): readonly Change[] {
  const failing = at > 44
  const trouble: Partial<SourceState> = failing
    ? {
        lastResult: 'failed',
        failuresInARow: at - 44,
        lastError: 'timed out after 20 s: GET https://newsmill.example/feed.xml',
        lastSuccessMs: nowMs - 5 * hourMs,
      }
    : {}
  const gone: Partial<SourceState> =
    at === 48
      ? { gone: true, lastResult: 'gone', failuresInARow: 1, lastError: 'gone for good (status 410)' }
      : {}
  return [
    {
      kind: 'source',
      state: polled('harbour-gazette', at, { problems: ['the date "soon" of <entry> 3 was left out'] }),
    },
    { kind: 'source', state: polled('newsmill', at, trouble) },
    { kind: 'source', state: polled('sund-bulletin', at, gone) },
    { kind: 'source', state: polled('valley-wire', at, { movedTo: 'https://valley.example/news.atom' }) },
  ]
}

const runChange = (at: number): Change => ({
  kind: 'run',
  run: {
    startedMs: nowMs - (40 - at) * hourMs,
    finishedMs: nowMs - (40 - at) * hourMs + 800 + ((at * 7919) % 9_000),
    sourcesPolled: 4,
    sourcesFailed: at % 9 === 0 ? 1 : 0,
    articlesNew: (at * 13) % 40,
    storiesNew: (at * 7) % 25,
    folded: { spun: at % 4, nearDuplicate: at % 7 },
    feedsChanged: at % 2,
  },
})

const yaml = `
state: state
sources:
  - { id: harbour-gazette, url: "https://harbour-gazette.example/feed.xml", tags: [coast, world] }
  - { id: newsmill, url: "https://newsmill.example/feed.xml", dedupe: self }
  - { id: sund-bulletin, url: "https://sund-bulletin.example/feed.xml" }
  - { id: valley-wire, url: "https://valley-wire.example/feed.xml" }
  - { id: secret-paper, url: "https://secret-paper.example/feed?key=\${KEY}" }
feeds:
  - { id: world, title: "World news, each story once", description: Everything the coast writes. }
  - { id: briefs, title: "Briefs <b>&</b> more", formats: [json] }
overrides: { origins: { sundbulletin.example: never } }
serve: { host: 127.0.0.1, port: 0 }
`

const audit = `<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x</id><title>left out</title><updated>2026-11-24T10:00:00Z</updated>
<entry><id>${storyIdOf(1)}#12</id><title>Sponsored: a week at sea</title><link href="https://newsmill.example/ad"/>
<updated>2026-11-24T10:00:00Z</updated><author><name>Newsmill</name></author>
<content type="text">matches an exclude filter</content></entry></feed>`

export interface Dashboard {
  readonly url: string
  readonly context: Context
  close(): Promise<void>
}

/** Fills a state and serves it. Stories 1..12 have hostile titles, 13..92 plain ones. */
export async function startDashboard(): Promise<Dashboard> {
  const dir = mkdtempSync(path.join(tmpdir(), 'headwater-dashboard-'))
  const file = path.join(dir, 'headwater.yaml')
  writeFileSync(file, yaml)
  const { settings, addressesWritten } = await loadSettingsAndNotices(file, { KEY: 's3cret' })
  const context = await openContext(settings, log, { now: () => nowMs })
  mkdirSync(context.publicDir, { recursive: true })
  for (const format of ['rss', 'atom', 'json'])
    writeFileSync(path.join(context.publicDir, `world.${format}`), `<!-- ${format} -->`)
  writeFileSync(path.join(context.publicDir, 'world.dropped.atom'), audit)
  const { store } = context
  for (let at = 1; at <= 48; at += 1) await store.write(pollChanges(at))
  for (let at = 1; at <= 40; at += 1) await store.write([runChange(at)])
  for (const [at, title] of hostileTitles.entries()) await store.write(storyChanges(at + 1, title, at % 4))
  for (let number = 13; number <= 92; number += 1) {
    const title = plainTitles[number % plainTitles.length] ?? ''
    await store.write(storyChanges(number, title, number % 5))
  }
  await store.write([{ kind: 'related', a: storyIdOf(1), b: storyIdOf(14) }])
  const site = createSite({
    context: () => context,
    addresses: () => addressesWritten,
    metrics: createMetrics(() => context),
    expectsRuns: false,
  })
  const { url } = await site.listen()
  return {
    url,
    context,
    async close() {
      await site.close()
      await context.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
