/** What a feed remembers of items that left it, as values. */
import { describe, expect, test } from 'vitest'
import {
  archiveDocument,
  archivePageItems,
  isFull,
  newestPage,
  recordDeparture,
  startPast,
} from '../../src/publish/archive.ts'
import type { FeedItem } from '../../src/publish/feed-document.ts'
import { compose, composeOne, hourMs, idOf, makeArticle, makeView, member, noonMs } from './make-view.ts'

const item = (number: number): FeedItem => ({
  ...composeOne([makeView([member(makeArticle(number))])]),
  publishedMs: noonMs + number,
})
const items = (from: number, to: number): readonly FeedItem[] =>
  Array.from({ length: to - from }, (_, at) => item(from + at))
const departure = (
  leaving: readonly FeedItem[],
): { leaving: readonly FeedItem[]; withdrawn: readonly FeedItem['id'][] } => ({
  leaving,
  withdrawn: leaving.map(({ id }) => id),
})
const shape = (past: ReturnType<typeof startPast>): readonly (readonly [number, number])[] =>
  past.pages.map(({ number, items: held }) => [number, held.length])

describe('what leaves', () => {
  test('stands on the open page, oldest first', () => {
    const past = recordDeparture(startPast(1), departure([item(3), item(1), item(2)]))
    expect(past.pages[0]?.items.map(({ publishedMs }) => publishedMs - noonMs)).toEqual([1, 2, 3])
    expect(past.departed).toEqual([3, 1, 2].map((number) => idOf(makeArticle(number))))
  })

  test('fills pages of fifty and opens the next', () => {
    const past = recordDeparture(startPast(1), departure(items(1, 121)))
    expect(shape(past)).toEqual([
      [1, archivePageItems],
      [2, archivePageItems],
      [3, 20],
    ])
    expect(past.pages.map(isFull)).toEqual([true, true, false])
  })

  test('lets go of pages that were full before, and only then', () => {
    const full = recordDeparture(startPast(1), departure(items(1, 51)))
    expect(shape(full)).toEqual([
      [1, 50],
      [2, 0],
    ])
    expect(recordDeparture(full, departure([]))).toBe(full)
    expect(shape(recordDeparture(full, departure([item(60)])))).toEqual([[2, 1]])
  })

  test('is archived once, however often it leaves', () => {
    const once = recordDeparture(startPast(1), departure([item(1)]))
    expect(recordDeparture(once, departure([item(1)]))).toBe(once)
  })

  test('without an archive is remembered by its id', () => {
    const past = recordDeparture(startPast(1), { leaving: [], withdrawn: [idOf(makeArticle(1))] })
    expect([shape(past), past.departed]).toEqual([[[1, 0]], [idOf(makeArticle(1))]])
  })

  test('is forgotten after ten thousand others', () => {
    const ids = Array.from({ length: 10_500 }, (_, number) => idOf(makeArticle(number)))
    const past = recordDeparture(startPast(1), { leaving: [], withdrawn: ids })
    expect(past.departed).toEqual(ids.slice(500))
  })
})

test.each([
  [startPast(1), undefined],
  [startPast(7), 6],
  [recordDeparture(startPast(1), departure([item(1)])), 1],
  [recordDeparture(startPast(1), departure(items(1, 51))), 1],
  [recordDeparture(startPast(1), departure(items(1, 52))), 2],
  [{ departed: [], pages: [] }, undefined],
])('the newest page with anything on it, row %#', (past, expected) => {
  expect(newestPage(past)).toBe(expected)
})

test('a page is a document of its own, newest first', () => {
  const { document } = compose([])
  const page = archiveDocument(document, { number: 3, items: [item(1), item(2)] })
  expect(page.archive).toEqual({ page: 3, previous: 2 })
  expect(page.items.map(({ id }) => id)).toEqual([item(2).id, item(1).id])
  expect(page.urn).toBe(document.urn)
  expect(archiveDocument(document, { number: 1, items: [] }).archive.previous).toBeUndefined()
})

describe('of the items shown last time', () => {
  const views = [1, 2, 3].map((number) =>
    makeView([member(makeArticle(number, { publishedMs: noonMs - number * hourMs }))]),
  )
  const first = compose(views)

  test('those beyond the limit leave', () => {
    const { leaving, withdrawn } = compose(views, { feed: { limit: 1 }, previous: first.publications })
    expect(leaving.map(({ id }) => id)).toEqual([2, 3].map((number) => idOf(makeArticle(number))))
    expect(new Set(withdrawn)).toEqual(new Set(leaving.map(({ id }) => id)))
  })

  test('those that are too old leave', () => {
    const later = { previous: first.publications, nowMs: noonMs + 70.5 * hourMs }
    expect(compose(views, later).leaving.map(({ id }) => id)).toEqual(
      [2, 3].map((number) => idOf(makeArticle(number))),
    )
  })

  test('those a filter takes away are withdrawn and belong in no archive', () => {
    const { leaving, withdrawn } = compose(views, {
      feed: { exclude: [{ title: /./ }] },
      previous: first.publications,
    })
    expect([leaving, withdrawn.length]).toEqual([[], 3])
  })

  test('one that was never shown does not leave', () => {
    expect(compose(views, { feed: { limit: 1 } }).leaving).toEqual([])
  })
})
