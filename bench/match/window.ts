/**
 * Prints what an article costs at several sizes of the window, one line each: CPU time, comparisons, copies found, memory.
 * Usage: npm run build && node bench/match/window.ts DOCS.jsonl.gz [SIZES, ascending, default 10000,30000,100000]
 * Measures what `npm run build` made, as it is installed, in a process that holds the window and nothing else.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'

const [documents = '', sizes = '10000,30000,100000'] = process.argv.slice(2)
const here = import.meta.dirname
const scratch = mkdtempSync(path.join(tmpdir(), 'headwater-bench-'))
const holder = path.join(scratch, 'hold-window.mjs')
writeFileSync(holder, stripTypeScriptTypes(readFileSync(path.join(here, 'hold-window.ts'), 'utf8')))

const count = Math.max(...sizes.split(',').map(Number))
const drawing = spawn(process.execPath, [path.join(here, 'draw-articles.ts'), documents, String(count)], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const holding = spawn(
  process.execPath,
  ['--expose-gc', '--max-semi-space-size=2', holder, path.join(here, '../../dist'), 'js', sizes],
  {
    stdio: [drawing.stdout, 'inherit', 'inherit'],
  },
)
holding.once('exit', (code) => {
  rmSync(scratch, { recursive: true })
  drawing.kill()
  process.exitCode = code ?? 1
})
