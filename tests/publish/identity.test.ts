/** Identity for life: whatever order articles arrive, join and merge in, no reader gets an item twice as new. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Article } from '../../src/model/article.ts'
import type { StoryId } from '../../src/model/brand.ts'
import type { FeedSettings } from '../../src/model/settings.ts'
import type { Publication } from '../../src/model/store.ts'
import type { StoryMember, StoryView } from '../../src/model/story.ts'
import type { CopyKind } from '../../src/model/verdict.ts'
import { recordDeparture, startPast } from '../../src/publish/archive.ts'
import { renderAtom } from '../../src/publish/render-atom.ts'
import { renderJson } from '../../src/publish/render-json.ts'
import { renderRss } from '../../src/publish/render-rss.ts'
import { address, compose, copyAt, hourMs, makeArticle, makeView, member, noonMs } from './make-view.ts'

type Step =
  | { readonly kind: 'arrive'; readonly outlet: string; readonly hasUrl: boolean }
  | { readonly kind: 'join'; readonly outlet: string; readonly story: number; readonly as: CopyKind }
  | { readonly kind: 'merge'; readonly one: number; readonly other: number }
  | { readonly kind: 'trace'; readonly story: number; readonly speaker: number }
  | {
      readonly kind: 'publish'
      readonly waitMs: number
      readonly title: string
      readonly turned: boolean
      /** Items leave and come back with these. */
      readonly limit: number
      readonly without: string
    }

const outlet = fc.constantFrom('Newsmill', 'Roundup', 'Valley Wire')
const at = fc.nat({ max: 9 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('arrive'), outlet, hasUrl: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('join'),
      outlet,
      story: at,
      as: fc.constantFrom<CopyKind[]>('sameAddress', 'sameText', 'nearDuplicate', 'spun'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('merge'), one: at, other: at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('trace'), story: at, speaker: at }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('publish'),
      waitMs: fc.constantFrom(0, hourMs / 2, 3 * hourMs),
      title: fc.constantFrom('Harbour', 'Hills'),
      turned: fc.boolean(),
      limit: fc.constantFrom(100, 1, 2),
      without: fc.constantFrom('', 'newsmill', 'valley'),
    }),
  },
)

/** A store of stories, and a reader that remembers every id it ever got. */
class World {
  views: StoryView[] = []
  nowMs = noonMs
  previous: readonly Publication[] = []
  past = startPast(1)
  /** Id under which each article was shown. */
  readonly shownAs = new Map<string, StoryId>()
  readonly known = new Set<StoryId>()
  #articles = 0

  take(given: Step, feed: Partial<FeedSettings>): void {
    switch (given.kind) {
      case 'arrive': {
        const article = this.#article(given.outlet)
        this.views.push(makeView([member(given.hasUrl ? article : { ...article, url: undefined })]))
        return
      }
      case 'join': {
        const view = this.views[given.story % Math.max(1, this.views.length)]
        if (view !== undefined)
          this.#replace(view, {
            ...view,
            members: [...view.members, member(this.#article(given.outlet), given.as)],
          })
        return
      }
      case 'merge':
        this.#merge(given.one, given.other)
        return
      case 'trace': {
        const view = this.views[given.story % Math.max(1, this.views.length)]
        const speaker = view?.members[given.speaker % view.members.length]?.article
        if (view === undefined || speaker === undefined) return
        const origin = {
          ...view.story.origin,
          level: 'E4' as const,
          url: speaker.url,
          publisher: speaker.publisher,
        }
        this.#replace(view, { ...view, story: { ...view.story, origin, speakerId: speaker.id } })
        return
      }
      case 'publish':
        this.nowMs += given.waitMs
        this.publish(
          {
            ...feed,
            title: given.title,
            limit: given.limit,
            exclude: given.without === '' ? [] : [{ url: new RegExp(given.without) }],
          },
          given.turned,
        )
    }
  }

  publish(feed: Partial<FeedSettings>, turned: boolean): void {
    const views = turned ? this.views.toReversed() : this.views
    const departed = new Set(this.past.departed)
    const changes = { feed, previous: this.previous, departed, nowMs: this.nowMs }
    const { document, publications, withdrawn, leaving } = compose(views, changes)
    this.past = recordDeparture(this.past, { withdrawn, leaving })
    const ids = document.items.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(publications.map(({ storyId }) => storyId)).toEqual(ids)
    for (const id of withdrawn) expect(ids).not.toContain(id)
    const fresh = document.items.filter(({ id }) => !this.known.has(id))
    for (const { url } of fresh) expect(url === undefined ? undefined : this.shownAs.get(url)).toBeUndefined()
    if (feed.duplicates === 'all') {
      for (const item of fresh)
        for (const copy of item.copies) expect(this.shownAs.get(copy.url ?? '')).toBeUndefined()
    }
    for (const { id, url, copies } of document.items) {
      this.known.add(id)
      for (const shown of [url, ...(feed.duplicates === 'all' ? copies.map((copy) => copy.url) : [])])
        if (shown !== undefined) this.shownAs.set(shown, id)
    }
    this.previous = publications
    // A second run without news: the same bytes, whatever the clock says.
    const after = { ...changes, previous: publications, departed: new Set(this.past.departed) }
    const again = compose(views.toReversed(), after).document
    for (const render of [renderRss, renderAtom, renderJson]) expect(render(again)).toBe(render(document))
  }

  #article(publisher: string): Article {
    this.#articles += 1
    const id = this.#articles
    const url = address(`https://${publisher.split(' ')[0]?.toLowerCase()}.example/${id}`)
    return copyAt(publisher, id, { url, firstSeenMs: this.nowMs + id })
  }

  #replace(view: StoryView, changed: StoryView): void {
    this.views = this.views.map((other) => (other === view ? changed : other))
  }

  /** The older story survives, as in the store; its members stand in order of arrival. */
  #merge(one: number, other: number): void {
    const [first, second] = [one, other]
      .map((index) => this.views[index % Math.max(1, this.views.length)])
      .toSorted((a, b) => (a?.story.createdMs ?? 0) - (b?.story.createdMs ?? 0))
    if (first === undefined || second === undefined || first === second) return
    const arrival = (a: StoryMember, b: StoryMember): number => a.article.id - b.article.id
    this.#replace(first, { ...first, members: [...first.members, ...second.members].toSorted(arrival) })
    this.views = this.views.filter((view) => view !== second)
  }
}

describe('random arrivals, joins, merges, late originals, departures, returns and restarts', () => {
  test.each<[FeedSettings['duplicates'], number]>([
    ['all', 0],
    ['all', 2 * hourMs],
    ['near', 0],
    ['near', 2 * hourMs],
    ['exact', 2 * hourMs],
    ['off', 0],
    ['off', 2 * hourMs],
  ])('duplicates: %s, hold: %i ms', (duplicates, holdMs) => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
        const world = new World()
        const feed = { duplicates, holdMs }
        for (const given of steps) world.take(given, feed)
        world.publish(feed, false)
      }),
      { numRuns: 300 },
    )
  })
})

const opener = makeArticle(1)
const second = copyAt('Newsmill', 2)
const third = copyAt('Roundup', 3)

test('a held story that absorbs a shown one takes over the id the readers have', () => {
  const shown = compose([makeView([member(second)])])
  const merged = makeView([member(opener), member(second, 'spun')])
  const { document, withdrawn } = compose([merged], { previous: shown.publications })
  expect(document.items.map(({ id }) => id)).toEqual(shown.document.items.map(({ id }) => id))
  expect(withdrawn).toEqual([])
})

test('an item that left after its story was absorbed comes back under the id the readers have', () => {
  const shown = compose([makeView([member(second)])])
  const merged = makeView([member(opener), member(second, 'spun')])
  const held = compose([merged], { previous: shown.publications })
  const gone = compose([merged], { previous: held.publications, feed: { exclude: [{ title: /./ }] } })
  const { departed } = recordDeparture(startPast(1), gone)
  const back = compose([merged], { departed: new Set(departed) })
  expect(back.document.items.map(({ id }) => id)).toEqual(shown.document.items.map(({ id }) => id))
})

test('an item that left under its own id comes back under it, whoever joined meanwhile', () => {
  const views = [makeView([member(opener)]), makeView([member(second)])]
  const gone = compose([], { previous: compose(views).publications })
  const { departed } = recordDeparture(startPast(1), gone)
  const merged = makeView([member(opener), member(second, 'spun')])
  const back = compose([merged], { departed: new Set(departed) })
  expect(back.document.items.map(({ id }) => id)).toEqual([merged.story.id])
})

test('of two shown stories the absorbed one goes and the survivor keeps its id and its date', () => {
  const one = makeView([member(opener)])
  const both = compose([one, makeView([member(second)])])
  const merged = makeView([member(opener), member(second, 'spun')])
  const { document, withdrawn, publications } = compose([merged], { previous: both.publications })
  expect(document.items.map(({ id }) => id)).toEqual([one.story.id])
  expect(withdrawn).toHaveLength(1)
  expect(publications).toEqual(both.publications.filter(({ storyId }) => storyId === one.story.id))
})

test.each<FeedSettings['keep']>(['original', 'earliest', 'longest'])(
  'keep: %s does not change an id',
  (keep) => {
    const view = makeView([member(opener), member(second, 'spun'), member(third, 'sameText')])
    const { document } = compose([view])
    expect(compose([view], { feed: { keep } }).document.items.map(({ id }) => id)).toEqual(
      document.items.map(({ id }) => id),
    )
  },
)

test('folding more or less keeps the id of the item that stays', () => {
  const view = makeView([member(opener), member(second, 'spun')])
  const off = compose([view], { feed: { duplicates: 'off' } })
  const all = compose([view], { feed: { duplicates: 'all' }, previous: off.publications })
  expect(all.document.items.map(({ id }) => id)).toEqual([view.story.id])
  expect(off.document.items.map(({ id }) => id)).toContain(view.story.id)
})

test('the id of an item does not depend on the feed', () => {
  const view = makeView([member(opener)])
  const inOther = compose([view], { feed: { title: 'Other', content: 'none' }, nowMs: noonMs + hourMs })
  expect(inOther.document.items[0]?.id).toBe(compose([view]).document.items[0]?.id)
  expect(inOther.document.urn).toBe(compose([]).document.urn)
})
