/** The words of HTML, one line a paragraph. */
import { expect, test } from 'vitest'
import { htmlToText } from '../../src/normalize/html-to-text.ts'
import { isTruncated } from '../../src/normalize/is-truncated.ts'
import { publisherNameFromTitle } from '../../src/normalize/publisher-name.ts'

test.each([
  ['<p>One&nbsp;&amp; two</p><p>three</p>', 'One & two\nthree'],
  ['a<br>b<script>x()</script><img alt="no">', 'a\nb'],
  ['<div hidden>no</div><span style="display:none">no<b>no</b></span>yes', 'yes'],
  ['<p>soft&shy;ly', 'softly'],
])('%s reads %j', (html, text) => {
  expect(htmlToText(html)).toBe(text)
})

test('a deep and broken document is read in one pass', () => {
  expect(htmlToText(`${'<div>'.repeat(20_000)}x${'<'.repeat(20_000)}`)).toContain('x')
})

const long = 'word '.repeat(100)
test.each([
  [long, false],
  ['word '.repeat(30), true],
  [`${long}[…]`, true],
  [`${long}\nContinue reading`, true],
])('a cut text is known by its end or its length', (text, cut) => {
  expect(isTruncated(text)).toBe(cut)
})

test.each([
  ['Morrow Courier - World | RSS', 'Morrow Courier'],
  ['Latest news | Harbour Post', 'Harbour Post'],
  ['RSS', undefined],
])('the feed titled %j names %j', (title, name) => {
  expect(publisherNameFromTitle(title)).toBe(name)
})
