/** Colour: on a terminal that wants it, and nowhere else. */
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { painter, wantsColour } from '../../src/commands/paint.ts'
import { renderTable } from '../../src/commands/render-table.ts'

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
  [true, { TERM: 'xterm-256color' }, true],
])('on a terminal: %s, with %j: %s', (isTerminal, env, expected) => {
  expect(wantsColour(isTerminal, env)).toBe(expected)
})

test('without colour a text stays as it is', () => {
  expect(painter({ colour: false })('red', 'failed')).toBe('failed')
  expect(painter({ colour: true })('red', 'failed')).toBe('\u001B[31mfailed\u001B[39m')
})

describe('a table', () => {
  const rows = [
    ['source', 'health'],
    ['wire', 'ok'],
    ['harbour', 'failed'],
  ]
  const paint = painter({ colour: true })

  test('has the same columns with colour and without', () => {
    const painted = renderTable(rows, 80, (cell, column, row) =>
      column === 1 && row > 0 ? paint('green', cell) : cell,
    )
    expect(painted).toContain('\u001B[32mok\u001B[39m')
    expect(stripVTControlCharacters(painted)).toBe(renderTable(rows))
  })

  test('lets no source colour anything', () => {
    expect(renderTable([['\u001B[31mred\u001B[0m', 'x']])).toBe(' [31mred [0m  x\n')
  })
})
