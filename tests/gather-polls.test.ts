/** Polls in batches: who waits for whom, how much is under way, and who goes first. */
import { describe, expect, test } from 'vitest'
import { gatherPolls, inFairOrder, type Batch, type DueSource } from '../src/gather-polls.ts'
import type { ArticleDraft } from '../src/model/article.ts'
import type { SourceId } from '../src/model/brand.ts'
import { freshSourceState } from '../src/model/source-state.ts'
import type { Poll } from '../src/poll-sources.ts'
import { failed, source as someSource } from './schedule/make-poll.ts'

function due(id: string, host = `${id}.example`, failuresInARow = 0): DueSource {
  const url = `https://${host}/${id}`
  const source = { ...someSource, id: id as SourceId, url }
  return { source, state: { ...freshSourceState(source.id, url), failuresInARow } }
}

/** A poll that brought `drafts` articles. */
function pollOf({ source, state }: DueSource, drafts = 0): Poll {
  const entries = Array.from({ length: drafts }, () => ({}) as ArticleDraft)
  const idle = { parse: undefined, bodyHash: undefined }
  return { source, before: state, outcome: failed(), ...idle, drafts: entries }
}

const idsOf = ({ polls }: Batch): readonly string[] => polls.map(({ source }) => source.id)
const never = (): Promise<never> => new Promise(() => {})

interface World {
  readonly ids: readonly string[]
  readonly drafts?: number
  /** Those that do not answer until they are stopped. */
  readonly hanging?: readonly string[]
  readonly signal?: AbortSignal
  readonly patienceMs?: number
  readonly draftsMax?: number
}

/** What was asked, in order, and the batches that come of it. */
function gather({ ids, drafts = 0, hanging = [], signal, ...bounds }: World): {
  readonly asked: string[]
  readonly batches: AsyncGenerator<Batch, void, undefined>
} {
  const asked: string[] = []
  const batches = gatherPolls({
    due: () => ids.map((id) => due(id)),
    poll: async (one, stop) => {
      asked.push(one.source.id)
      const stopped = Promise.withResolvers<void>()
      stop.addEventListener('abort', () => stopped.resolve())
      if (hanging.includes(one.source.id) && !stop.aborted) await stopped.promise
      return pollOf(one, drafts)
    },
    onDone: () => undefined,
    signal: signal ?? new AbortController().signal,
    ...bounds,
  })
  return { asked, batches }
}

async function all(batches: AsyncIterable<Batch>): Promise<readonly Batch[]> {
  const found: Batch[] = []
  for await (const batch of batches) found.push(batch)
  return found
}

describe('batches', () => {
  test('there is one when everybody answers', async () => {
    const [batch, ...more] = await all(gather({ ids: ['a', 'b', 'c'] }).batches)
    expect(batch === undefined ? [] : idsOf(batch)).toEqual(['a', 'b', 'c'])
    expect([batch?.isPause, more.length]).toEqual([false, 0])
  })

  test('there is none when nothing is due', async () => {
    expect(await all(gather({ ids: [] }).batches)).toEqual([])
  })

  test('who answered does not wait for who hangs, and the run pauses to publish', async () => {
    const end = new AbortController()
    const world = { ids: ['quick', 'stuck'], hanging: ['stuck'], patienceMs: 20, signal: end.signal }
    const { batches } = gather(world)
    const first = await batches.next()
    expect(first.done === true ? [] : [idsOf(first.value), first.value.isPause]).toEqual([['quick'], true])
    end.abort()
    expect((await all(batches)).map(idsOf)).toEqual([['stuck']])
  })

  test('no more sources are asked while many articles wait', async () => {
    const ids = Array.from({ length: 600 }, (_, index) => `s${index}`)
    const { asked, batches } = gather({ ids, drafts: 10, draftsMax: 100 })
    await batches.next()
    expect(asked.length).toBeLessThan(ids.length)
    const rest = await all(batches)
    expect(asked).toEqual(ids)
    expect(rest.every(({ isPause }) => !isPause)).toBe(true)
  })

  test('what becomes due while one hangs is polled in the same run', async () => {
    const end = new AbortController()
    let isDueNow = false
    const batches = gatherPolls({
      due: () => (isDueNow ? [due('stuck'), due('later')] : [due('stuck')]),
      poll: (one) => (one.source.id === 'stuck' ? never() : Promise.resolve(pollOf(one))),
      onDone: () => undefined,
      signal: end.signal,
      patienceMs: 1,
    })
    const next = batches.next()
    isDueNow = true
    const { value } = await next
    expect(value === undefined ? [] : idsOf(value)).toEqual(['later'])
    end.abort()
  })
})

describe('ending', () => {
  test('a stopped run asks nobody any more and hands on what it has', async () => {
    const end = new AbortController()
    end.abort()
    const { asked, batches } = gather({ ids: ['a', 'b'], signal: end.signal })
    expect([await all(batches), asked]).toEqual([[], []])
  })

  test('a reader who stops reading ends what is under way', async () => {
    const { batches } = gather({ ids: ['quick', 'stuck'], hanging: ['stuck'], patienceMs: 1 })
    for await (const batch of batches) {
      expect(idsOf(batch)).toEqual(['quick'])
      break
    }
    expect((await batches.next()).done).toBe(true)
  })
})

describe('order', () => {
  test('the first of every host goes before the second of any', () => {
    const list = [
      due('a1', 'a.example'),
      due('a2', 'a.example'),
      due('a3', 'a.example'),
      due('b1', 'b.example'),
    ]
    expect(inFairOrder(list).map(({ source }) => source.id)).toEqual(['a1', 'b1', 'a2', 'a3'])
  })

  test('who failed last time goes after who did not, at the same host too', () => {
    const list = [due('bad', 'a.example', 3), due('good', 'a.example'), due('other', 'b.example')]
    expect(inFairOrder(list).map(({ source }) => source.id)).toEqual(['good', 'other', 'bad'])
  })
})
