/** One address per page: the rows of tests/urls, and the property that a second pass changes nothing. */
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalizeUrl } from '../../src/normalize/canonicalize-url.ts'

const rows = readFileSync('tests/urls/canonical.txt', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' -> '))

test.each(rows)('%s becomes %s', (given, expected) => {
  expect(String(canonicalizeUrl(given ?? ''))).toBe(expected)
})

test('a second pass changes nothing', () => {
  const parameters = fc.array(fc.constantFrom('utm_source=x', 'id=1', 'ref=rss', 'amp=1', 'q=%20a'), {
    maxLength: 4,
  })
  const paths = fc.array(fc.constantFrom('a', 'amp', 'b.amp', '%7ex', 'c.amp.html', ''), { maxLength: 5 })
  fc.assert(
    fc.property(
      fc.oneof(fc.webUrl(), fc.constant('https://n.example/')),
      paths,
      parameters,
      (url, path, query) => {
        const once = canonicalizeUrl(`${url.replace(/[?#].*$/, '')}/${path.join('/')}?${query.join('&')}`)
        if (once !== undefined) expect(canonicalizeUrl(once)).toBe(once)
      },
    ),
  )
})
