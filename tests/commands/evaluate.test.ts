/** `headwater evaluate` as typed: figures of small labelled files, and what it says of files that are none. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import type { StreamReport } from '../../src/measure-matcher.ts'
import { askCli, makeFolder, runCli } from '../end-to-end/run-cli.ts'

const { dir, remove } = makeFolder()
afterAll(remove)

interface Line {
  readonly event: string
  readonly cluster: string
}
const parse = (line: string): Line => JSON.parse(line) as Line

const corpusFile = (name: string): string => path.join(import.meta.dirname, '../corpus', name)
const readLines = (name: string): readonly string[] =>
  readFileSync(corpusFile(name), 'utf8').trim().split('\n')

const write = (name: string, content: string | Uint8Array): string => {
  const file = path.join(dir, name)
  writeFileSync(file, content)
  return file
}

// One article of the corpus with its copies and another outlet's report: what the figures below count.
const family = readLines('documents.jsonl').filter((line) => ['bridge', 'otters'].includes(parse(line).event))
const documents = write('documents.jsonl', family.join('\n'))
const pairs = write(
  'pairs.jsonl',
  [
    { a: 'bridge', b: 'bridge-copy', label: 'duplicate', category: 'copy' },
    { a: 'bridge', b: 'bridge-spun-es', label: 'spun', category: 'spun' },
    { a: 'bridge', b: 'bridge-own0', label: 'same-event', category: 'own-report' },
    { a: 'bridge', b: 'otters', label: 'unrelated', category: 'unrelated' },
    { a: 'bridge', b: 'otters', label: 'duplicate', category: 'mislabelled' },
    { a: 'bridge', b: 'bridge-abridged', label: 'graded', category: 'graded' },
  ]
    .map((pair) => JSON.stringify(pair))
    .join('\n'),
)

const figures = {
  precision: 1,
  recall: 2 / 3,
  meanRecall: 2 / 3,
  categories: {
    copy: { pairs: 1, merged: 1 },
    spun: { pairs: 1, merged: 1 },
    'own-report': { pairs: 1, merged: 0 },
    unrelated: { pairs: 1, merged: 0 },
    mislabelled: { pairs: 1, merged: 0 },
    graded: { pairs: 1, merged: 1 },
  },
}

describe('--documents and --pairs', () => {
  test('--json prints one object and nothing else; graded pairs are reported and not counted', async () => {
    const { code, out, err } = await runCli('evaluate', '--documents', documents, '--pairs', pairs, '--json')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toEqual(figures)
    expect(out.trimEnd()).not.toContain('\n')
  })

  test('compressed files give the same, whatever they are called', async () => {
    const [zipped, alsoZipped] = [
      write('documents.jsonl.gz', gzipSync(readFileSync(documents))),
      write('pairs.data', gzipSync(readFileSync(pairs))),
    ]
    expect(await askCli('evaluate', '--documents', zipped, '--pairs', alsoZipped)).toEqual(figures)
  })

  test('a table for people: every kind, the figures, and each mistake with its reason', async () => {
    const { code, out } = await runCli('evaluate', '--documents', documents, '--pairs', pairs)
    expect(code).toBe(0)
    expect(out).toMatch(/^kind +pairs +merged +share$/m)
    expect(out).toMatch(/^copy +1 +1 +1\.000$/m)
    expect(out).toContain('precision 1.0000  recall 0.6667  mean recall over kinds 0.6667')
    expect(out).toMatch(/^missed +mislabelled +bridge +otters +\S/m)
    expect(out).not.toMatch(/^wrong /m)
  })

  test('without a mistake there is no list of mistakes', async () => {
    const right = write('right.jsonl', readFileSync(pairs, 'utf8').split('\n').slice(0, 4).join('\n'))
    const { out } = await runCli('evaluate', '--documents', documents, '--pairs', right)
    expect(out).not.toContain('worst errors')
  })

  test('pairs of documents that are not there are counted on standard error, and nowhere else', async () => {
    const more = write(
      'more.jsonl',
      `${readFileSync(pairs, 'utf8')}\n{"a":"bridge","b":"nobody","label":"spun","category":"spun"}`,
    )
    const { code, out, err } = await runCli('evaluate', '--documents', documents, '--pairs', more, '--json')
    expect({ code, err }).toEqual({ code: 0, err: `1 pairs name documents that are not in ${documents}\n` })
    expect(JSON.parse(out)).toEqual(figures)
  })

  test('the whole fixture corpus is read, and no kind is lost', async () => {
    const kinds = readLines('pairs.jsonl').map((line) => (JSON.parse(line) as { category: string }).category)
    const [all, every] = [corpusFile('documents.jsonl'), corpusFile('pairs.jsonl')]
    const report = await askCli<typeof figures>('evaluate', '--documents', all, '--pairs', every)
    const counted = Object.entries(report.categories).map(([kind, { pairs: count }]) => [kind, count])
    expect(Object.fromEntries(counted)).toEqual(
      Object.fromEntries(
        [...Map.groupBy(kinds, (kind) => kind)].map(([kind, of]) => [kind, of.length] as const),
      ),
    )
  })
})

describe('--stream', () => {
  const clusters = new Set(family.map((line) => parse(line).cluster)).size

  test('--json prints the stories, the figures of the partition and the cost', async () => {
    const { cost, ...report } = await askCli<StreamReport>('evaluate', '--stream', documents)
    expect(report).toMatchObject({
      documents: family.length,
      stories: clusters,
      pairPrecision: 1,
      pairRecall: 1,
      clusterPrecision: 1,
      clusterRecall: 1,
    })
    expect(report.verificationsPerDocument).toBeGreaterThan(0)
    expect(cost.at(-1)?.held).toBeLessThanOrEqual(family.length)
    expect(cost.every(({ microsecondsPerDocument }) => microsecondsPerDocument > 0)).toBe(true)
  })

  test('a table for people', async () => {
    const { code, out } = await runCli('evaluate', '--stream', documents)
    expect(code).toBe(0)
    expect(out).toMatch(new RegExp(`^documents +${family.length}$`, 'm'))
    expect(out).toMatch(/^pairPrecision +1$/m)
    expect(out).toMatch(/^held +CPU us\/document$/m)
  })
})

describe('files that cannot be used', () => {
  const good = '{"id":"one","text":"Two pits were found."}'
  const damaged = gzipSync(Buffer.from(good)).subarray(0, 20)
  const files: readonly (readonly [string, string | Uint8Array, string])[] = [
    ['a line that is not JSON', `${good}\n\n{"id": "two", text}\n`, ':3: not JSON: '],
    ['a document without a text', `${good}\n{"id":"two"}`, ':2: not a labelled document: text: '],
    [
      'two things missing at once',
      '{"title":"The pits"}',
      ':1: not a labelled document: id: Invalid input: expected string, received undefined; text: ',
    ],
    ['a line that is no object', '"one"', ':1: not a labelled document: Invalid input: expected object'],
    ['an id that stands twice', `${good}\n\n${good}`, ':3: the document of line 1 has the id "one" too'],
    ['nothing but blank lines', '\n \n\r\n', ': holds no labelled document'],
    ['a gzip file that was cut off', damaged, ': unexpected end of file'],
  ]

  test.each(files)('%s', async (name, content, message) => {
    const file = write(`${name.replaceAll(' ', '-')}.jsonl`, content)
    const { code, out, err } = await runCli('evaluate', '--stream', file, '--json')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(`${file}${message}`)
    expect(err).not.toMatch(/^ +at /m)
  })

  test('a pair without a label', async () => {
    const file = write('unlabelled.jsonl', '{"a":"bridge","b":"otters","category":"copy"}')
    const { code, err } = await runCli('evaluate', '--documents', documents, '--pairs', file)
    expect(code).toBe(2)
    expect(err).toContain(`${file}:1: not a labelled pair: label: `)
  })

  test('a file that is not there', async () => {
    const file = path.join(dir, 'none.jsonl')
    const { code, err } = await runCli('evaluate', '--documents', file, '--pairs', pairs)
    expect(code).toBe(2)
    expect(err).toContain(`cannot read ${file}: ENOENT`)
  })

  test('Windows line ends and a byte order mark are read as if they were not there', async () => {
    const file = write('windows.jsonl', `\u{feff}${family.slice(0, 2).join('\r\n')}\r\n`)
    expect(await askCli('evaluate', '--stream', file)).toMatchObject({ documents: 2 })
  })
})

test.each([
  ['nothing', []],
  ['documents without pairs', ['--documents', documents]],
  ['pairs without documents', ['--pairs', pairs]],
  ['a stream and pairs at once', ['--stream', documents, '--documents', documents, '--pairs', pairs]],
  ['origins and a stream at once', ['--origins', pairs, '--stream', documents]],
] as const)('asked for %s, it says what it takes', async (_name, words) => {
  const { code, out, err } = await runCli('evaluate', ...words)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain('evaluate takes either --documents with --pairs, or --stream, or --origins')
})
