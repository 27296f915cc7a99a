/** Environment variables in the values of a YAML document. */
import { expect, test } from 'vitest'
import { formatFinding } from '../../src/config/findings.ts'
import { interpolate } from '../../src/config/interpolate.ts'
import { readYaml } from '../../src/config/yaml-document.ts'

const env = { NAME: 'value', PORT: '8081', EMPTY: '', YES: 'true', REF: '${NAME}', ZERO: '007', BIG: '1e9' }

const values: readonly (readonly [yaml: string, value: unknown])[] = [
  ['v: ${NAME}', 'value'],
  ['v: a-${NAME}-b', 'a-value-b'],
  ['v: ${NAME}${NAME}', 'valuevalue'],
  ['v: "${NAME}"', 'value'],
  ["v: '${NAME}'", 'value'],
  ['v: ${PORT}', 8081],
  ['v: "${PORT}"', '8081'],
  ['v: ${YES}', true],
  ['v: "${YES}"', 'true'],
  ['v: ${ZERO}', '007'],
  ['v: ${BIG}', '1e9'],
  ['v: "${EMPTY}"', ''],
  ['v: ${NONE:-otherwise}', 'otherwise'],
  ['v: ${EMPTY:-otherwise}', 'otherwise'],
  ['v: ${NAME:-otherwise}', 'value'],
  ['v: "${NONE:-}"', ''],
  ['v: ${NONE:-8080}', 8080],
  ['v: $${NAME}', '${NAME}'],
  ['v: ${REF}', '${NAME}'],
  ['v: $NAME', '$NAME'],
  ['v: 5 $', '5 $'],
  ['v: [a, "${NAME}"]', ['a', 'value']],
  ['v: { w: "${NAME}" }', { w: 'value' }],
  ['v: |\n  ${NAME}\n', 'value\n'],
]

test.each(values)('%j becomes %j', (text, value) => {
  const yaml = readYaml('x.yaml', text)
  expect(interpolate(yaml, env)).toEqual([])
  expect(yaml.document.toJS()).toEqual({ v: value })
})

const mistakes: readonly (readonly [yaml: string, findings: readonly string[]])[] = [
  ['v: ${NONE}', ['x.yaml:1:4: the variable NONE is not set']],
  ['v: ${NAM}', ['x.yaml:1:4: the variable NAM is not set (did you mean "NAME"?)']],
  ['v: a ${NONE} b', ['x.yaml:1:6: the variable NONE is not set']],
  ['v: "a ${NONE}"', ['x.yaml:1:7: the variable NONE is not set']],
  [
    'v: ${NONE1} ${NONE2}',
    ['x.yaml:1:4: the variable NONE1 is not set', 'x.yaml:1:13: the variable NONE2 is not set'],
  ],
  ['v: ${}', ['x.yaml:1:4: "${}" is no variable: write ${NAME}, or $${ for a plain ${']],
  ['v: ${a-b}', ['x.yaml:1:4: "${a-b}" is no variable: write ${NAME}, or $${ for a plain ${']],
  ['v: ${NAME', ['x.yaml:1:4: "${NAME" is no variable: write ${NAME}, or $${ for a plain ${']],
  ['v: ${constructor}', ['x.yaml:1:4: the variable constructor is not set']],
  ['v: ${__proto__}', ['x.yaml:1:4: the variable __proto__ is not set']],
]

test.each(mistakes)('%j is told', (text, findings) => {
  expect(interpolate(readYaml('x.yaml', text), env).map(formatFinding)).toEqual(findings)
})

test('what the file says is remembered, so that a message need not show what was put in', () => {
  const yaml = readYaml('x.yaml', 'v: https://a.example/${NAME}\nw: plain\n')
  interpolate(yaml, env)
  expect(yaml.rawTextAt(['v'])).toBe('https://a.example/${NAME}')
  expect(yaml.rawTextAt(['w'])).toBeUndefined()
})
