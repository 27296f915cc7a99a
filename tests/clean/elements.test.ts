/** What is left of each element a feed may hold, so that a reader's program can show it. */
import { describe, expect, test } from 'vitest'
import { cleanHtml } from '../../src/clean/clean-html.ts'

const baseUrl = 'https://gazette.example/news/1'
const clean = (html: string): string => cleanHtml(html, { baseUrl }).html

test.each([
  [
    'tables without a frame of columns',
    '<table><colgroup><col span="2"></colgroup><tr><td>1</table>',
    '<table><tr><td>1</td></tr></table>',
  ],
  [
    'cells that span',
    '<table><tr><td colspan="2" rowspan=3 width="9">1</td></tr></table>',
    '<table><tr><td colspan="2" rowspan="3">1</td></tr></table>',
  ],
  ['elements without an end', 'a<wbr>b<hr>c<br>d', 'a<wbr />b<hr />c<br />d'],
  ['a list that begins later', '<ol start="3" type="a"><li>x</ol>', '<ol start="3"><li>x</li></ol>'],
  [
    'the language and direction of a quotation',
    '<blockquote lang="ar" dir="rtl" cite="https://a.example/">x</blockquote>',
    '<blockquote lang="ar" dir="rtl">x</blockquote>',
  ],
  [
    'ruby',
    '<ruby>渡<rp>(</rp><rt>わた</rt><rp>)</rp></ruby>',
    '<ruby>渡<rp>(</rp><rt>わた</rt><rp>)</rp></ruby>',
  ],
  [
    'code as it is written',
    '<pre><code>if (a &lt; b)\n  c()</code></pre>',
    '<pre><code>if (a &lt; b)\n  c()</code></pre>',
  ],
  [
    'details that can be opened',
    '<details open ontoggle="x()"><summary>s</summary>t</details>',
    '<details><summary>s</summary>t</details>',
  ],
  ['names of elements nobody knows', '<x-card><p>t</p></x-card>', '<p>t</p>'],
  ['fonts and centring', '<center><font color="red">t</font></center>', 't'],
  [
    'sound with its sources',
    '<audio autoplay><source src="/a.mp3" type="audio/mpeg"></audio>',
    '<audio controls="controls"><source src="https://gazette.example/a.mp3" type="audio/mpeg" /></audio>',
  ],
  [
    'video without playing by itself',
    '<video src="/v.mp4" poster="/p.jpg" autoplay loop muted></video>',
    '<video src="https://gazette.example/v.mp4" poster="https://gazette.example/p.jpg" controls="controls"></video>',
  ],
  [
    'pictures in several sizes',
    '<picture><source srcset="/a.webp" type="image/webp"><img src="/a.jpg" alt="Quay"></picture>',
    '<img src="https://gazette.example/a.jpg" alt="Quay" />',
  ],
  [
    'pictures that wait for a script',
    '<img src="data:image/gif;base64,R0" data-src="/a.jpg" loading="lazy">',
    '<img src="https://gazette.example/a.jpg" alt="" />',
  ],
  [
    'what stands there without scripts',
    '<noscript><img src="/a.jpg"></noscript>',
    '<img src="https://gazette.example/a.jpg" alt="" />',
  ],
  ['names and classes', '<p id="location" name="cookie" class="x" style="position:fixed">t</p>', '<p>t</p>'],
  [
    'links into the page',
    '<a href="#part" target="_top" ping="https://a.example/" rel="x">t</a>',
    '<a href="https://gazette.example/news/1#part">t</a>',
  ],
])('%s', (_what, html, expected) => {
  expect(clean(html)).toBe(expected)
  expect(clean(expected)).toBe(expected)
})

describe('an address that leads nowhere', () => {
  test.each([
    'javascript:alert(1)',
    'vbscript:x',
    'data:text/html,x',
    'file:///etc/passwd',
    'feed:javascript:x',
    'java\tscript:x',
    'https://',
    '//',
  ])('%j leaves the words of its link and nothing of its picture', (address) => {
    expect(clean(`<a href="${address}">words</a>`)).toMatch(
      /^(?:<a>)?words(?:<\/a>)?$|^<a href="https:\/\/gazette\.example\/[^"]*">words<\/a>$/,
    )
    expect(clean(`<video src="${address}"></video>`)).not.toContain('script:')
  })
})

test('the text follows the blocks of the HTML', () => {
  const { text } = cleanHtml(
    '<h2>One</h2><p>Two <b>three</b><br>four</p><ul><li>five</li><li>six</li></ul>',
    { baseUrl },
  )
  expect(text.split('\n')).toEqual(['One', 'Two three', 'four', 'five', 'six'])
})

test('nothing is left of nothing', () => {
  for (const html of ['', '   ', '<p></p>', '<div><span> </span></div>', '<!-- x -->', '<script>x</script>'])
    expect(cleanHtml(html, { baseUrl })).toMatchObject({ html: '', text: '' })
})
