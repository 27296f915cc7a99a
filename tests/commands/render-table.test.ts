/** Tables for a terminal, whose words come from strangers. */
import { array, assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { renderTable, renderTime } from '../../src/commands/render-table.ts'
import { printable } from '../../src/config/printable.ts'

test('columns are as wide as their widest cell and lines end without blanks', () => {
  const table = renderTable([
    ['source', 'health'],
    ['wire', 'ok'],
    ['harbour-ledger', ''],
  ])
  expect(table).toBe('source          health\nwire            ok\nharbour-ledger\n')
})

test('rows may be of different lengths, and there may be none', () => {
  expect(renderTable([['a'], ['b', 'c']])).toBe('a\nb  c\n')
  expect(renderTable([])).toBe('')
})

test('a cell that is too long is cut and says so', () => {
  expect(renderTable([['x'.repeat(20), 'end']], 5)).toBe('xxxx…  end\n')
})

test.each([
  ['an escape sequence', 'red \u001B[31m alert'],
  ['a line break', 'one\r\ntwo'],
  ['a turn of the writing direction', 'abc\u202Edcba'],
  ['a bell', 'ding\u0007'],
])('%s does not reach the terminal', (_what, cell) => {
  expect(printable(cell)).not.toMatch(/[\p{Cc}\u202A-\u202E]/u)
  expect(renderTable([[cell]]).match(/\n/g)).toHaveLength(1)
})

test('whatever the cells say, there is one line for each row', () => {
  const rows = array(array(string({ unit: 'binary' })))
  assert(
    property(rows, (cells) => {
      expect(renderTable(cells).split('\n')).toHaveLength(cells.length + 1)
    }),
  )
})

test.each([
  [Date.UTC(2026, 10, 24, 8, 15, 59), '2026-11-24 08:15'],
  [undefined, '-'],
  [0, '-'],
])('the time %s is %s', (ms, text) => {
  expect(renderTime(ms)).toBe(text)
})
