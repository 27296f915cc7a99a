/** Traditional characters read as simplified ones; everything else stays. */
import { expect, test } from 'vitest'
import { simplifyHan } from '../../src/fingerprint/simplify-han.ts'
import { readCorpusDocuments } from '../match/read-corpus.ts'

test.each([
  ['雲岫縣農業局週二公佈了這組數據', '云岫县农业局周二公布了这组数据'],
  ['槐安市地鐵六號線正式開通', '槐安市地铁六号线正式开通'],
  ['後天下雨', '后天下雨'],
  ['茶、bridge 12', '茶、bridge 12'],
  ['', ''],
])('%s is %s', (traditional, simplified) => {
  expect(simplifyHan(traditional)).toBe(simplified)
})

test('what is simplified stays so, and every traditional text becomes its simplified one', () => {
  const chinese = readCorpusDocuments().filter(({ language }) => language === 'zh')
  const byId = new Map(chinese.map((document) => [document.id, document]))
  let traditional = 0
  for (const { id, text } of chinese) {
    const simple = simplifyHan(text)
    expect(simplifyHan(simple)).toBe(simple)
    if (!id.endsWith('-traditional')) continue
    traditional++
    expect(simple).toBe(byId.get(id.replace('-traditional', ''))?.text)
  }
  expect(traditional).toBe(2)
})

test('the table is one to one: a simplified character is no key of it', () => {
  const common = Array.from({ length: 0x9fff - 0x4e00 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join(
    '',
  )
  const simple = simplifyHan(common)
  expect(simple).toHaveLength(common.length)
  expect(simplifyHan(simple)).toBe(simple)
  expect(Array.from(simple).filter((character, at) => character !== common.charAt(at))).toHaveLength(866)
})
