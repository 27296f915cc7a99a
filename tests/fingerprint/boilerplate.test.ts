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

describe('BoilerplateLearner', () => {
  test('leaves a sentence out once three articles of the source carry it', () => {
    expect(taught(2).strip('courier', article(9)).removed).toEqual([])
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
    expect(learner.strip('courier', article(1)).removed).toEqual([])
  })

  test('leaves a text whole that would lose everything', () => {
    expect(taught(4).strip('courier', appeal)).toEqual({ text: appeal, removed: [] })
  })

  test('survives storing and refuses foreign bytes', () => {
    const again = new BoilerplateLearner(taught(3).encode())
    expect(again.strip('courier', article(9)).removed).toEqual([appeal])
    expect(() => new BoilerplateLearner(Uint8Array.of(123, 1))).toThrow(RangeError)
    expect(() => new BoilerplateLearner(new TextEncoder().encode('{"version":99}'))).toThrow(RangeError)
  })

  test('stays bounded however much a source writes', () => {
    const learner = new BoilerplateLearner()
    for (let number = 0; number < 120; number++) {
      learner.learn(
        'courier',
        Array.from({ length: 100 }, (_, at) => `Sentence ${number} ${at} of a long page.`).join(' ') + appeal,
      )
    }
    expect(learner.encode().length).toBeLessThan(200_000)
    expect(learner.strip('courier', article(1)).removed).toEqual([appeal])
  })
})
