/** Sentences, numbers, dates, names, quotations and empty words, language by language. */
import { describe, expect, test } from 'vitest'
import { detectLanguage } from '../../src/fingerprint/detect-language.ts'
import { fingerprintSentences, fingerprintText } from '../../src/fingerprint/fingerprint.ts'
import { languagePack } from '../../src/fingerprint/language-pack.ts'
import { hashMask, hashToken, mark } from '../../src/fingerprint/token-hash.ts'
import { wordToken } from '../../src/fingerprint/word-token.ts'
import { readCorpusDocuments } from '../match/read-corpus.ts'

const documents = readCorpusDocuments()

// Too short to be told, these texts are read in the language they are given.
const read = (language: string, text: string): ReturnType<typeof fingerprintSentences> =>
  fingerprintSentences({ title: '', text, language })
const tokensOf = (language: string, text: string): readonly number[] => [
  ...read(language, text).fingerprint.tokens,
]
const marked = (language: string, text: string, kind: number): number =>
  tokensOf(language, text).filter((token) => (token & kind) !== 0).length
const hashesOf = (tokens: readonly number[]): readonly number[] => tokens.map((token) => token & hashMask)
const numberHashes = (language: string, text: string): readonly number[] =>
  hashesOf(tokensOf(language, text).filter((token) => (token & mark.number) !== 0))

describe('the language', () => {
  test('of every article of the corpus is told from its text alone, spun ones included', () => {
    const wrong = documents.filter(({ text, language }) => detectLanguage(text) !== language)
    expect(wrong.map(({ id, text }) => `${id} as ${detectLanguage(text)}`)).toEqual([])
  })

  test('of a text in lookalike letters is that of the text it imitates', () => {
    for (const { id, text, language } of documents.filter(({ kind }) => kind === 'original')) {
      if (['ar', 'hi', 'ja', 'zh'].includes(language)) continue
      const cyrillic = ['ru', 'uk'].includes(language)
      const [from, to] = cyrillic ? ['аеорсху', 'aeopcxy'] : ['aeopcxy', 'аеорсху']
      const disguised = Array.from(text, (letter) => to[from.indexOf(letter)] ?? letter).join('')
      expect(detectLanguage(disguised), id).toBe(language)
    }
  })

  test.each([
    [
      'be',
      'Гарадскі савет вырашыў, што стары мост будзе зачынены. Жыхары ўжо ўсё ведаюць, яны ўважліва сочаць.',
    ],
    [
      'sr',
      'Градско веће је одлучило да стари мост буде затворен. Људи њега још увек воле, ђаци прелазе преко њега.',
    ],
    [
      'bg',
      'Градският съвет реши, че старият мост ще бъде затворен до есента, защото не е безопасен за хората.',
    ],
    ['el', 'Το δημοτικό συμβούλιο αποφάσισε να κλείσει η παλιά γέφυρα μέχρι το φθινόπωρο.'],
    ['he', 'מועצת העיר החליטה לסגור את הגשר הישן עד הסתיו.'],
    ['ko', '시의회는 가을까지 낡은 다리를 폐쇄하기로 결정했다.'],
    ['th', 'สภาเมืองตัดสินใจปิดสะพานเก่าจนถึงฤดูใบไม้ร่วง'],
  ])('%s is told, pack or none, and read without harm', (language, text) => {
    expect(detectLanguage(text)).toBe(language)
    expect(fingerprintText({ title: '', text }).tokens.length).toBeGreaterThan(4)
  })
})

test.each([
  ['de', 'Der Schaden liegt bei 27,5 Mio. Euro. Das sagte Dr. Ludger Hämmerle am 21. August in Rheinau.', 2],
  ['de', 'Am Ende standen rund 2020. Danach zählte niemand weitere Gäste.', 2],
  ['de', '„Wir hörten einen gewaltigen Schlag.“ Danach neigte sich alles sehr langsam.', 2],
  [
    'fr',
    'Le délégué M. Lucien Bastide parle av. Foch devant Mme Ferrand. Ensuite la foule applaudit longuement.',
    2,
  ],
  [
    'es',
    'La Sra. Barranco paga unas 1.200 monedas. ¿Vendrá alguien mañana temprano? ¡Nadie contesta ninguna llamada!',
    3,
  ],
  ['it', 'Secondo il dott. Rossi crolla tutto il ponte. La prof.ssa Zanetti vede vecchie crepe profonde.', 2],
  ['pt', 'O eng. Duarte Sobral perdeu muita cortiça. A dra. Arrais vigia cinco crias pequenas.', 2],
  ['nl', 'Eigenaar dhr. Van Ginneke verwarmt kassen. Volgens mevr. Dijkgraaf volgen tuinders later.', 2],
  ['ru', 'Пенсионер А. П. Громыхин получит 1,2 млн руб. от института. Посёлок собирает подписи жителей.', 2],
  ['uk', 'Крадії вивезли вулики на 3,1 млн грн. з пасіки. Поліція перевіряє базари області.', 2],
  ['ar', 'قال المدير د. سليم الغربي كلاماً طويلاً. هل وصل الماء البارد فجراً؟ وصلت ست جرافات كبيرة.', 3],
  ['hi', 'डॉ. रमाकांत सुहाने आम बेचते हैं। क्या बारिश फसल बचाएगी? किसान बादल देखते रहते हैं।', 3],
  ['zh', '工程师检查了水库大坝！专家建议保留老茶树吗？茶农改种耐寒品种。', 3],
  ['ja', '「古い船が港で大きく傾きました。」教師は生徒を助けた！救命艇は乗客を運んだ。', 3],
])('%s: the sentences of %s', (language, text, count) => {
  const { fingerprint, sentences } = read(language, text)
  expect(sentences).toHaveLength(count)
  expect(fingerprint.sentenceEnds).toHaveLength(count)
})

describe('one number, however it is written', () => {
  test.each([
    ['de', '38000', ['38.000', "38'000", '38\u00a0000', '38\u202f000']],
    ['de', '27.5', ['27,5', '27.5', '27,50']],
    ['de', '25', ['fünfundzwanzig', '２５']],
    ['de', '92', ['zweiundneunzig']],
    ['nl', '25', ['vijfentwintig']],
    ['nl', '33', ['drieëndertig']],
    ['en', '25', ['twenty-five', '25']],
    ['en', '41', ['forty-one']],
    ['en', '1500', ['1 500', '1.500', '1,500', '1\u00a0500']],
    ['en', '1500000', ['1 500 000', '1,500,000']],
    ['en', '750123', ['7,50,123']],
    ['it', '10000', ['10 000', '10.000']],
    ['fr', '23000', ['23 000', '23\u00a0000', '23\u202f000', '23.000']],
    ['fr', '21', ['vingt et un', 'vingt-et-un']],
    ['fr', '17', ['dix-sept']],
    ['fr', '77', ['soixante-dix-sept']],
    ['fr', '97', ['quatre-vingt-dix-sept']],
    ['fr', '80', ['quatre-vingts']],
    ['es', '35', ['treinta y cinco']],
    ['es', '22', ['veintidós']],
    ['pt', '35', ['trinta e cinco']],
    ['pt', '17', ['dezassete', 'dezessete']],
    ['it', '28', ['ventotto']],
    ['it', '43', ['quarantatre']],
    ['ru', '25', ['двадцать пять', 'двадцати пяти']],
    ['ru', '16500', ['16 500', '16\u00a0500']],
    ['uk', '25', ['двадцять п’ять', "двадцять п'ять", 'двадцять пʼять']],
    ['ar', '7.4', ['٧٫٤', '7.4', '7,4']],
    ['ar', '4800', ['٤٬٨٠٠', '4,800', '٤٨٠٠']],
    ['ar', '20', ['عشرون', 'عشرين']],
    ['hi', '22', ['बाईस', '२२', '22']],
    ['hi', '90', ['नब्बे']],
    ['zh', '1260000000', ['12.6亿']],
    ['zh', '310000', ['31万', '三十一万', '310,000']],
    ['zh', '2027', ['二〇二七', '2027']],
    ['zh', '2100', ['两千一百', '二千一百']],
    ['ja', '180000000', ['1億8000万', '１億８０００万']],
    ['ja', '30', ['三十', '３０']],
  ])('%s: %s', (language, digits, written) => {
    const expected = hashToken(`#${digits}`)
    for (const one of written) expect(numberHashes(language, `x ${one} y`), one).toEqual([expected])
  })

  test.each([
    ['fr', 'le 3 mars 1994, 143 passagers', ['3', '1994', '143']],
    ['en', 'in 2019 500 people', ['2019', '500']],
    ['en', 'on May 20 500 people', ['20', '500']],
    ['en', 'the top 10 100m runners', ['10', '100']],
    ['en', 'the top 10 100-metre runners', ['10', '100']],
    ['en', 'call 020 555 now', ['20', '555']],
    ['en', 'gates 12 34 567', ['12', '34567']],
    ['en', 'gates 12 3456', ['12', '3456']],
    ['fr', 'en mai 23 000 personnes', ['23000']],
    ['fr', 'en 2019 500 000 personnes', ['2019', '500000']],
    ['fr', 'row 111 222 333 444 555 666', ['111', '222', '333', '444', '555', '666']],
    ['en', 'row 111 222 333 444 555 666', ['111', '222', '333', '444', '555', '666']],
    ['ru', 'телефон 040 555', ['40', '555']],
    ['en', 'rooms 3,12', ['3.12']],
    ['ru', 'в 18.40 пришли', ['18.4']],
    ['zh', '3月4日', ['3', '4']],
    ['de', '163-mal', ['163']],
    ['es', 'tres y cuatro', ['3', '4']],
    ['fr', 'cinq et six', ['5', '6']],
  ])('%s: what is not one number stays several: %s', (language, text, digits) => {
    expect(numberHashes(language, text)).toEqual(digits.map((one) => hashToken(`#${one}`)))
  })
})

describe('thousands and millions in words', () => {
  test.each([
    ['en', '20000', ['20,000', '20 thousand', 'twenty thousand', '20-thousand', '20\u00a0thousand']],
    ['en', '1500000', ['1.5 million', '1,500,000', '1.5 mln', '1.5mln', '$1.5m', '£1.5 Million']],
    ['en', '2000000', ['2 million', 'two million', '2 mln', '2,000,000']],
    ['en', '500000', ['half a million', '500,000', 'five hundred thousand', '0.5 million']],
    ['en', '1000000', ['a million', 'one million', '1 million', '1,000,000']],
    ['en', '200', ['two hundred', '200']],
    ['en', '100000', ['a hundred thousand', '100 thousand', '100,000', '$100k']],
    ['en', '41000000', ['forty-one million', '41 million']],
    ['en', '1100000', ['1.1 million', '1,100,000']],
    ['en', '2700000000', ['2.7bn', '$2.7 billion', '€2.7bn', '2,700,000,000']],
    ['en', '30000000', ['3 crore', '30 million']],
    ['de', '27500000', ['27,5 Mio.', '27,5 Millionen', '27.500.000']],
    ['de', '500000', ['eine halbe Million', '500.000', '500 Tausend']],
    ['de', '3000000000', ['drei Milliarden', 'drei Milliаrden', '3 Мilliarden', '3 Mrd.', '3000 Millionen']],
    ['de', '1500000', ['anderthalb Millionen', '1,5 Millionen']],
    ['nl', '500000', ['half miljoen', '500 duizend', '500.000']],
    ['fr', '2000', ['deux mille', '2 000']],
    ['fr', '1500000', ['1,5 million', '1 500 000']],
    ['es', '20000000000', ['20 mil millones', '20.000 millones', 'veinte mil millones']],
    ['es', '35000', ['treinta y cinco mil', '35 mil', '35.000']],
    ['es', '500000', ['medio millón', '500.000']],
    ['pt', '500000', ['meio milhão', '500 mil']],
    ['it', '20000', ['20mila', '20 mila', '20.000']],
    ['it', '2000000', ['due milioni', '2 mln', '2 milioni']],
    ['ru', '1500000', ['полтора миллиона', '1,5 млн', '1,5 миллиона', '1 500 000']],
    ['ru', '20000', ['20 тыс.', '20 тысяч', 'двадцать тысяч', '20 000']],
    ['ru', '22000000', ['двадцать два миллиона', '22 млн']],
    ['uk', '2000000', ['два мільйони', '2 млн', '2 мільйони']],
    ['ar', '20000', ['20 ألف', '٢٠ ألفا', '20,000']],
    ['hi', '200000', ['दो लाख', '2 लाख', '2,00,000']],
    ['hi', '1500000', ['15 लाख', '1.5 मिलियन']],
    ['sv', '3000000', ['3 miljoner', '3\u00a0000\u00a0000']],
  ])('%s: %s', (language, digits, written) => {
    const expected = hashToken(`#${digits}`)
    for (const one of written) expect(numberHashes(language, `x ${one} y`), one).toEqual([expected])
  })

  test.each([
    ['en', 'millions of people, hundreds of thousands', []],
    ['en', 'the million they lost', []],
    ['en', 'a 100m sprint and 5k runs', ['100', '5']],
    ['en', 'between 20 and 30 million', ['20', '30000000']],
    ['en', 'in 2019. Million Street', ['2019']],
    ['en', '999 trillion trillion', ['999000000000000']],
    ['de', 'Tausende kamen', []],
    ['ru', 'тысячи людей', []],
    ['es', 'miles de personas', []],
  ])('%s: no more than is written: %s', (language, text, digits) => {
    expect(numberHashes(language, text)).toEqual(digits.map((one) => hashToken(`#${one}`)))
  })

  test('the word stays beside the number it is part of, for copies that write it too', () => {
    const million = hashToken(languagePack('en').stem('million'))
    expect(hashesOf(tokensOf('en', 'worth 3 million crowns'))).toContain(million)
    expect(hashesOf(tokensOf('en', 'worth millions'))).toContain(million)
  })

  test('a shortened million does not end its sentence', () => {
    const { sentences } = read(
      'de',
      'Der Schaden liegt bei drei Mio. Euro und steigt. Das sagte die Wehr am Abend.',
    )
    expect(sentences).toHaveLength(2)
  })
})

test.each([
  ['de', ['Dienstag', 'dienstags', 'Dienstagabend'], 'd2'],
  ['nl', ['zondag', 'Zondagavond'], 'd7'],
  ['ru', ['среда', 'среду', 'Среды'], 'd3'],
  ['uk', ['пʼятниця', 'п’ятницю', "п'ятниці"], 'd5'],
  ['ar', ['الأربعاء', 'الاربعاء'], 'd3'],
  ['hi', ['मंगलवार'], 'd2'],
  ['zh', ['星期二', '周二', '週二'], 'd2'],
  ['ja', ['火曜日', '火曜'], 'd2'],
  ['pt', ['terça'], 'd2'],
  ['ru', ['март', 'марта'], 'm3'],
  ['uk', ['березень', 'березня'], 'm3'],
  ['fr', ['mars'], 'm3'],
  ['ar', ['مارس'], 'm3'],
])('%s: %j is one slot of a form', (language, words, slot) => {
  const pack = languagePack(language)
  for (const word of words) {
    const plain = word.toLowerCase().replaceAll(/['’ʼ]/g, '')
    expect(wordToken(plain, true, pack), word).toBe(hashToken(`@${slot}`) | mark.calendar)
  }
})

test.each([
  ['zh', '船长西奥多·万斯下令抛锚', 2],
  ['ja', '船長マルタ・ケルビンさんは話した', 2],
  ['ja', '組合長の湯浅みどりさんは話した', 1],
  ['ru', 'мэр Глеб Фонтанов просит судно', 2],
  ['fr', 'la directrice Odile Ferrand explique', 2],
  ['de', 'die Leiterin Edda Krummacher erklärt', 0],
  ['hi', 'कप्तान थियोडोर वैन्स बोले', 0],
])('%s: names in %s', (language, text, count) => {
  expect(marked(language, text, mark.name)).toBe(count)
})

test('a name the Chinese dictionary does not know is kept in pairs of characters', () => {
  const one = new Set(hashesOf(tokensOf('zh', '专家邵佩兰建议保留')))
  const other = new Set(hashesOf(tokensOf('zh', '保留是邵佩兰的主张')))
  expect(one.intersection(other).size).toBeGreaterThanOrEqual(3)
})

test.each([
  ['de', 'Sie sagte: „Grüne Äpfel“ seien da'],
  ['de', 'Sie sagte: »Grüne Äpfel« seien da'],
  ['fr', 'Elle dit : « pommes vertes » hier'],
  ['ru', 'Она сказала: «зелёные яблоки» вчера'],
  ['sv', 'Hon sade: ”gröna äpplen” igår'],
  ['nl', "Ze zei: 'groene appels' gisteren"],
  ['ar', 'قالت: «تفاح أخضر» أمس'],
  ['pt', 'Ela disse: “maçãs verdes” ontem'],
])('%s: what is quoted in %s', (language, text) => {
  expect(marked(language, text, mark.quoted)).toBe(2)
})

test.each([
  ['nl', "Zo'n molen draait 's avonds en 't Hof kijkt toe"],
  ['fr', 'L’usine d’Aubin n’ouvre qu’aujourd’hui'],
  ['uk', 'П’ять сімей обідали в м’ятному кафе'],
  ['en', "The bakers' ovens and O'Neill's mill aren't idle"],
])('%s: an apostrophe opens no quotation in %s', (language, text) => {
  expect(marked(language, text, mark.quoted)).toBe(0)
})

test.each([
  ['zh', '因为 我们 已经 没有 表示 以及'],
  ['ja', 'という について によると している こと'],
  ['ru', 'и не что когда который'],
  ['ar', 'في من على إلى أن'],
  ['hi', 'और के लिए में है'],
  ['nl', 'de het een van zijn'],
])('%s: these carry nothing: %s', (language, text) => {
  expect(tokensOf(language, text)).toEqual([])
})

describe('every pack', () => {
  test.each([
    'ar',
    'bg',
    'ca',
    'da',
    'de',
    'el',
    'en',
    'es',
    'fi',
    'fr',
    'gl',
    'hi',
    'hu',
    'id',
    'it',
    'ja',
    'nb',
    'nl',
    'no',
    'pt',
    'ro',
    'ru',
    'sv',
    'tr',
    'uk',
    'zh',
    'xx',
    '',
  ])('"%s" reads every word of every language and throws at none', (language) => {
    const pack = languagePack(language)
    const words = new Set(documents.flatMap(({ text }) => text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []))
    for (const word of words) {
      const token = wordToken(word, false, pack)
      expect(token >>> 0).toBe(token)
    }
    // A calendar of one-letter words would make slots of initials.
    for (const word of pack.calendar.keys()) expect(word.length).toBeGreaterThan(1)
  })
})
