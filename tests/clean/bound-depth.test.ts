/** What is nested too deep never reaches the parser; all else reaches it as if nothing stood between. */
import * as fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { describe, expect, test } from 'vitest'
import { tokenizerBoundTo } from '../../src/clean/bound-depth.ts'

interface Heard {
  /** `+b`, `-b` and text, in order. */
  readonly events: readonly string[]
  readonly deepest: number
}

function listen(html: string, depthMax: number | undefined): Heard {
  const events: string[] = []
  let depth = 0
  let deepest = 0
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1
        deepest = Math.max(deepest, depth)
        events.push(`+${name}${JSON.stringify(attributes)}`)
      },
      onclosetag(name) {
        depth -= 1
        events.push(`-${name}`)
      },
      ontext: (text) => void events.push(text),
      oncomment: (text) => void events.push(`!${text}`),
    },
    depthMax === undefined ? {} : { Tokenizer: tokenizerBoundTo({ html, depth: () => depth, depthMax }) },
  )
  parser.write(html)
  parser.end()
  return { events, deepest }
}

const pieces =
  '<b> </b> <i_class="x&amp;y"> </i> <p> </p> <br> <br/> <img_src=a> </br> <ul> <li> </ul> <svg> <path/> <title> </title> </svg> <form> </form> <script> </script> <!--_c_--> <![CDATA[_d_]]> text &eacute; < <a_href=x> </a>'
    .split(' ')
    .map((piece) => piece.replaceAll('_', ' '))
const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(''))

describe('the bound', () => {
  test('changes nothing above it', () => {
    fc.assert(
      fc.property(soup, (html) => {
        expect(listen(html, 61)).toEqual(listen(html, undefined))
      }),
      { numRuns: 2_000 },
    )
  })

  /** `</p>` and `</br>` alone stand for an element, opened and closed at once. */
  test('is kept whatever comes, but for an empty element within the deepest', () => {
    fc.assert(
      fc.property(soup, fc.integer({ min: 1, max: 8 }), (html, depthMax) => {
        expect(listen(html, depthMax).deepest).toBeLessThanOrEqual(depthMax + 1)
      }),
      { numRuns: 2_000 },
    )
  })

  test.each([
    ['bold', '<b>'],
    ['pictures of nothing', '<svg>'],
    ['titles in pictures', '<svg><title>'],
    ['list items', '<ul><li>'],
    ['crossed tags', '<b><i></b>'],
    ['tags that mean nothing', '<x y=1>'],
  ])('keeps the parser small: %s', (_, html) => {
    expect(listen(html.repeat(40_000), 64).deepest).toBeLessThanOrEqual(64)
  })
})

describe('beyond the bound', () => {
  const eventsOf = (html: string): string => listen(html, 2).events.join('').replaceAll('{}', ' ')

  test.each([
    ['tags go and their text stays', '<b><i><u>x</u>y</i>z</b>', '+b +i xy-iz-b'],
    ['an end tag closes its own element first', '<b><b><b>x</b>y</b>z</b>', '+b +b xy-bz-b'],
    ['an end tag of an outer element closes all within', '<b><i><u><s>x</b>y<i>z</i>', '+b +i x-i-by+i z-i'],
    ['what was closed so is forgotten', '<b><i><u>x</i><i>y</u>z</i></b>', '+b +i x-i+i yz-i-b'],
    ['an end tag that fits nothing is none', '<b><i><u>x</s>y</u>z</i></b>', '+b +i xyz-i-b'],
    ['attributes go with their tag', '<b><i><u a=1 b="&amp;">x</u></i></b>', '+b +i x-i-b'],
    ['the name may be written in capitals', '<B><I><U>x</u>y</i>z</b>', '+b +i xy-iz-b'],
  ])('%s', (_, html, expected) => {
    expect(eventsOf(html)).toBe(expected)
  })
})
