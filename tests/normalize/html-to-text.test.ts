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
  ['<P HIDDEN>no<P>yes', 'yes'],
  ['<p hidden>no<div>yes</div>', 'yes'],
  ['<ul><li hidden>no<li>yes</ul>', 'yes'],
  ['<table><tr><td hidden>no<td>yes<tr><td>more</table>', 'yes\nmore'],
  ['<div><span hidden>no</div>yes', 'yes'],
  ['<div hidden><p>no<div hidden>no</div>no</div>yes', 'yes'],
  ['<div hidden>no</span></p></div>yes', 'yes'],
  ['<img hidden>yes<br hidden>two', 'yes\ntwo'],
  ['<span style="DISPLAY : none">no</span><span style="visibility&colon;hidden">no</span>yes', 'yes'],
  ['<span title="hidden" class=hidden data-hidden>yes</span>', 'yes'],
  ['<template><p>no</p></template><svg><title>no</title></svg><noscript>no</noscript>yes', 'yes'],
  ['<script>if (a < b) "</p>"</script>yes<style>p { }</style>', 'yes'],
  ['<!-- <p>no --> yes <![CDATA[ no ]]><?php no ?>', 'yes'],
  ['one</br>two</p>three', 'one\ntwothree'],
  ['<p>1 < 2 & 3 > 2 &lt;b&gt; &#8217;&#x2019;&hellip;&copy', '1 < 2 & 3 > 2 <b> ’’…©'],
  ['<a href="x>y">in</a><a title=\'"\'>side</a>', 'inside'],
  ['<h1>Head</h1>text<hr>more<blockquote>quote</blockquote>', 'Head\ntext\nmore\nquote'],
  ['a <b>bold</b>,<i> two</i>\n\n three', 'a bold, two three'],
  ['<select><option>no<option>no</select>yes', 'yes'],
  ['unfinished <a href="', 'unfinished'],
  ['', ''],
])('%s reads %j', (html, text) => {
  expect(htmlToText(html)).toBe(text)
})

const many = 150_000
test.each([
  ['start tags', '<b>'.repeat(many)],
  ['hidden start tags', '<b hidden>'.repeat(many)],
  ['paragraphs', '<p>'.repeat(many)],
  ['end tags of nothing', '</b>'.repeat(many)],
  ['start tags, then other end tags', `${'<b>'.repeat(many / 2)}${'</i>'.repeat(many / 2)}`],
  ['crossed tags', '<b><i></b></i>'.repeat(many / 4)],
  ['attributes', `<b ${'a=b '.repeat(many)}>`],
  ['references', '&amp;'.repeat(many)],
  ['references without an end', '&am'.repeat(many)],
  ['comments without an end', '<!--'.repeat(many)],
  ['angle brackets', '<'.repeat(many)],
])('thousands of %s cost no more than they are long', (_, html) => {
  expect(htmlToText(`first<p>${html}`)).toMatch(/^first/)
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
