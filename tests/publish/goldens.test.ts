/** The bytes of every format, against files somebody read. A missing golden fails; it is never written by a test. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { renderAtom } from '../../src/publish/render-atom.ts'
import { renderDropped } from '../../src/publish/render-dropped.ts'
import { renderJson } from '../../src/publish/render-json.ts'
import { renderRss } from '../../src/publish/render-rss.ts'
import { checkAtom, checkJson, checkRss } from './feed-rules.ts'
import { document, dropped, feed, goldens, homeless, publish } from './golden-feeds.ts'
import { compose } from './make-view.ts'
import { sampleViews } from './sample-views.ts'

test.each(goldens)('%s has exactly the bytes of its golden', (name, written) => {
  expect(written).toBe(readFileSync(path.join(import.meta.dirname, 'goldens', name), 'utf8'))
})

test('the goldens obey the rules of their formats', () => {
  const at = (name: string): string => `https://feeds.example/out/${name}`
  expect(checkRss(renderRss(document), at('harbour.rss'))).toEqual([])
  expect(checkAtom(renderAtom(document), at('harbour.atom'))).toEqual([])
  expect(checkAtom(renderDropped({ document, dropped }), at('harbour.dropped.atom'))).toEqual([])
  expect(checkJson(renderJson(document))).toEqual([])
  expect(checkRss(renderRss(homeless))).toEqual([])
  expect(checkAtom(renderAtom(homeless))).toEqual([])
  expect(checkJson(renderJson(homeless))).toEqual([])
})

test('the same input gives the same bytes, whatever the order of the stories', () => {
  const turned = compose(sampleViews.toReversed(), { feed, publish })
  expect(renderRss(turned.document)).toBe(renderRss(document))
  expect(renderAtom(turned.document)).toBe(renderAtom(document))
  expect(renderJson(turned.document)).toBe(renderJson(document))
  expect(renderDropped(turned)).toBe(renderDropped({ document, dropped }))
})
