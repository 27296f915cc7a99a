/** Columns for a terminal: as wide as their widest cell, two spaces apart, no trailing blanks. */
import { printable } from '../config/printable.ts'

const cut = (text: string, max: number): string => (text.length <= max ? text : `${text.slice(0, max - 1)}…`)

/** Colours a whole cell once its width is known; `column` counts from 0. */
export type PaintCell = (cell: string, column: number, row: number) => string

/** One line per row; `widthMax` cuts a single cell. */
export function renderTable(
  rows: readonly (readonly string[])[],
  widthMax = 80,
  paint: PaintCell = (cell) => cell,
): string {
  const cells = rows.map((row) => row.map((cell) => cut(printable(cell), widthMax)))
  const columns = Math.max(0, ...cells.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, at) =>
    Math.max(0, ...cells.map((row) => row[at]?.length ?? 0)),
  )
  const line = (row: readonly string[], at: number): string =>
    row
      .map((cell, column) => paint(cell, column, at) + ' '.repeat((widths[column] ?? 0) - cell.length))
      .join('  ')
      .trimEnd()
  return cells.map((row, at) => `${line(row, at)}\n`).join('')
}

/** `2026-11-24 08:15` in UTC; a dash when there is no time. */
export function renderTime(ms: number | undefined): string {
  if (ms === undefined || ms <= 0) return '-'
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
}
