/** What a source repeats is learnt and left out; what it says once stays. */
import { describe, expect, test } from 'vitest'
import { BoilerplateLearner } from '../../src/fingerprint/boilerplate.ts'

const appeal = 'Support the Courier with a small gift every month.'
const article = (number: number): string =>
  `Story ${number} is about the harbour of town ${number}.\n${appeal}`

function taught(times: number): BoilerplateLearner {
  const learner = new BoilerplateLearner()
  for (let number = 1; number <= times; number++) learner.learn('courier', article(number))
  return learner
}

const stripped = (learner: BoilerplateLearner, text: string): readonly string[] =>
  learner.strip('courier', text).removed

describe('learning', () => {
  test('leaves a sentence out once three articles of the source carry it', () => {
    expect(stripped(taught(2), article(9))).toEqual([])
    const { text, removed } = taught(3).strip('courier', article(9))
    expect(removed).toEqual([appeal])
    expect(text).toContain('Story 9')
    expect(text).not.toContain('Support')
  })

  test('knows each source by itself', () => {
    expect(taught(3).strip('herald', article(9)).removed).toEqual([])
  })

  test('counts a sentence once an article, however often it stands there', () => {
    const learner = new BoilerplateLearner()
    learner.learn('courier', `${appeal}\n${appeal}\n${appeal}`)
    learner.learn('courier', 'Nothing of the kind here, only the weather of the week.')
    learner.learn('courier', 'Again nothing, only the tides of the coming month.')
    expect(stripped(learner, article(1))).toEqual([])
  })

  test.each([
    [
      'German',
      'Unterstützen Sie unsere Redaktion mit einem Abonnement.',
      'Der Hafen bekommt im Jahr %d eine neue Mole.',
    ],
    ['Arabic', 'ادعموا صحيفتنا باشتراك شهري بسيط.', 'افتتح الميناء الرصيف رقم %d أمام السفن.'],
    ['Hindi', 'हमारे अख़बार का साथ दें और सदस्य बनें।', 'बंदरगाह का घाट %d आज खुल गया है।'],
    ['Chinese', '支持本报的独立报道，请立即订阅电子版。', '港口的%d号码头今天重新开放，船只可以停靠。'],
    [
      'Japanese',
      '本紙の活動を支えるため今すぐご購読ください。',
      '港の第%d埠頭が今日から再び使えるようになった。',
    ],
  ])('in %s', (_language, furniture, own) => {
    const learner = new BoilerplateLearner()
    const text = (number: number): string => `${own.replace('%d', String(number))}${furniture}`
    for (let number = 1; number <= 3; number++) learner.learn('courier', text(number))
    expect(stripped(learner, text(7))).toEqual([furniture])
  })

  test('reads the end of a very long article, where furniture stands', () => {
    const learner = new BoilerplateLearner()
    const long = (number: number): string =>
      `${Array.from({ length: 400 }, (_, at) => `Resolution ${number} ${at} was adopted by the assembly.`).join(' ')} ${appeal}`
    for (let number = 1; number <= 3; number++) learner.learn('courier', long(number))
    expect(stripped(learner, article(9))).toEqual([appeal])
  })
})

describe('what is not furniture', () => {
  const story = Array.from(
    { length: 8 },
    (_, at) => `Sentence ${at} of the report from the harbour of Tolmere.`,
  )

  test('a text that would lose everything, or nearly', () => {
    expect(taught(4).strip('courier', appeal)).toEqual({ text: appeal, removed: [] })
    const short = `Rain. ${appeal}`
    expect(taught(4).strip('courier', short)).toEqual({ text: short, removed: [] })
  })

  test('an article that its source publishes again and again under new ids', () => {
    const learner = new BoilerplateLearner()
    for (let again = 0; again < 5; again++)
      learner.learn('courier', story.join(' '), 'Harbour of Tolmere reopens')
    expect(stripped(learner, `${story.join(' ')} One more sentence was added.`)).toEqual([])
  })

  test('the earlier hours of a live blog that grows under new ids', () => {
    const learner = new BoilerplateLearner()
    const hours = (count: number): string =>
      Array.from(
        { length: count },
        (_, at) => `At ${count - at} o'clock the crew reported from mile ${(count - at) * 3}.`,
      ).join('\n')
    for (let count = 4; count <= 9; count++)
      learner.learn('courier', hours(count), 'Live: the race to Port Selwick')
    expect(stripped(learner, hours(10))).toEqual([])
  })

  test('furniture does grow out of articles that share a title, as bulletins do', () => {
    const learner = new BoilerplateLearner()
    for (let day = 1; day <= 3; day++) {
      const bulletin = `On day ${day} the wind turned to ${day} degrees.\nThe swell at buoy ${day} rose to ${day} metres.\n${appeal}`
      learner.learn('courier', bulletin, 'Shipping forecast')
    }
    expect(stripped(learner, article(9))).toEqual([appeal])
  })
})

describe('what a reader need not see', () => {
  const background =
    'The trial of former mayor Marit Olsund over the Tolmere harbour contract began in March.'
  const trial = (day: number): { readonly title: string; readonly text: string } => ({
    title: `Olsund trial, day ${day}`,
    text: `Witness number ${day} told the court of Tolmere how the harbour contract was signed by Marit Olsund.
The judge asked the former mayor ${day} questions and adjourned the trial until Monday.
${background}
${appeal}`,
  })

  test('is an appeal and not the background of a running story, though both recur', () => {
    const learner = new BoilerplateLearner()
    for (let day = 1; day <= 5; day++) learner.learn('courier', trial(day).text, trial(day).title)
    expect(stripped(learner, trial(9).text)).toEqual([background, appeal])
    expect(learner.furniture('courier', trial(9))).toEqual([appeal])
  })

  test('and not the opening of a series either', () => {
    const opening = 'This is part of our series on the river Tessel and the ferries that cross it.'
    const part = (number: number): { readonly title: string; readonly text: string } => ({
      title: `Ferries of the Tessel, part ${number}`,
      text: `${opening}\nFerry number ${number} crosses the river Tessel at mile ${number}.\nIts captain has served ${number} years on the ferries.\n${appeal}`,
    })
    const learner = new BoilerplateLearner()
    for (let number = 1; number <= 3; number++)
      learner.learn('courier', part(number).text, part(number).title)
    expect(learner.furniture('courier', part(7))).toEqual([appeal])
  })

  test('is nothing for a source that was never read, or not often enough', () => {
    expect(new BoilerplateLearner().furniture('courier', trial(1))).toEqual([])
    expect(taught(2).furniture('courier', trial(1))).toEqual([])
  })
})

describe('forgetting', () => {
  const filler = (number: number): string =>
    `Filler ${number} speaks of berth ${number}.\nA second sentence names pier ${number}.\nA third one names crane ${number}.`

  test('what a source has given up is printed again when it returns', () => {
    const learner = taught(3)
    for (let number = 0; number < 399; number++) learner.learn('courier', filler(number))
    expect(stripped(learner, article(9))).toEqual([appeal])
    for (let number = 399; number < 405; number++) learner.learn('courier', filler(number))
    expect(stripped(learner, article(9))).toEqual([])
    learner.learn('courier', article(10))
    expect(stripped(learner, article(9))).toEqual([])
  })

  test('what it goes on printing is never forgotten', () => {
    const learner = taught(3)
    for (let number = 0; number < 1_000; number++)
      learner.learn('courier', number % 100 === 0 ? `${filler(number)}\n${appeal}` : filler(number))
    expect(stripped(learner, article(9))).toEqual([appeal])
  })
})

describe('the memory', () => {
  test('survives storing, and refuses foreign bytes', () => {
    const bytes = taught(3).encode()
    const again = new BoilerplateLearner(bytes)
    expect(stripped(again, article(9))).toEqual([appeal])
    expect(again.encode()).toEqual(bytes)
    const foreign = [
      new Uint8Array(),
      Uint8Array.of(123, 1),
      new TextEncoder().encode('{"version":1,"sources":[]}'),
      bytes.subarray(0, -3),
      Uint8Array.of(...bytes, 7),
    ]
    for (const other of foreign) expect(() => new BoilerplateLearner(other)).toThrow(RangeError)
  })

  test('goes on learning where it left off', () => {
    const again = new BoilerplateLearner(taught(2).encode())
    again.learn('courier', article(3))
    expect(stripped(again, article(9))).toEqual([appeal])
  })

  test('stays bounded however much a source writes', () => {
    const learner = new BoilerplateLearner()
    for (let number = 0; number < 120; number++) {
      const page = Array.from({ length: 100 }, (_, at) => `Sentence ${number} ${at} of a long page.`)
      learner.learn('courier', `${page.join(' ')} ${appeal}`)
    }
    expect(learner.encode().length).toBeLessThan(16_000)
    expect(stripped(learner, article(1))).toEqual([appeal])
  })

  test('stays bounded however many sources there are: the one that was silent longest goes', () => {
    const learner = taught(3)
    for (let source = 0; source < 10_000; source++)
      learner.learn(`source-${source}`, 'A short piece, read once.')
    expect(stripped(learner, article(9))).toEqual([])
    expect(learner.encode().length).toBeLessThan(500_000)
  })

  test('costs no more than the longest article that is read', () => {
    const learner = new BoilerplateLearner()
    const endless = Array.from({ length: 200_000 }, (_, at) => `Line ${at} of an endless page.`).join(' ')
    for (let number = 0; number < 3; number++) learner.learn('courier', `${endless} ${number}. ${appeal}`)
    expect(learner.encode().length).toBeLessThan(16_000)
    expect(stripped(learner, endless)).toEqual([])
  })

  test('late learning takes nothing back: what was stripped before is as it was', () => {
    const learner = taught(2)
    const before = learner.strip('courier', article(1))
    learner.learn('courier', article(3))
    expect(before).toEqual({ text: article(1), removed: [] })
  })
})
