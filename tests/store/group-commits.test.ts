/** Commits in lots: when one begins and ends, and whom the error of one reaches. */
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { groupCommits, type GroupCommits } from '../../src/store/group-commits.ts'

interface Recorded {
  readonly steps: string[]
  readonly group: GroupCommits
}

function record(commitFails: () => boolean = () => false): Recorded {
  const steps: string[] = []
  let open = false
  const group = groupCommits({
    begin() {
      steps.push('begin')
      open = true
    },
    commit() {
      open = false
      steps.push('commit')
      if (commitFails()) throw new Error('disk full')
    },
    isOpen: () => open,
  })
  return { steps, group }
}

test('outside a group nothing is held back', () => {
  const { steps, group } = record()
  expect(group.join()).toBe(false)
  group.flush()
  expect(steps).toEqual([])
})

test('all that is written in one go is one lot', async () => {
  const { steps, group } = record()
  await group.run(async () => {
    expect([group.join(), group.join(), group.join()]).toEqual([true, true, true])
  })
  expect(steps).toEqual(['begin', 'commit'])
  expect(group.join()).toBe(false)
})

test('a lot does not wait for work that takes long, and other writers find a gap before the next', async () => {
  const { steps, group } = record()
  const joined: boolean[] = []
  await group.run(async () => {
    group.join()
    while (steps.length < 2) await wait(1)
    joined.push(group.join())
    while (!joined.at(-1)) {
      await wait(1)
      joined.push(group.join())
    }
  })
  expect(joined[0]).toBe(false)
  expect(steps).toEqual(['begin', 'commit', 'begin', 'commit'])
})

test('a group within a group ends with the outer one', async () => {
  const { steps, group } = record()
  await group.run(async () => {
    await group.run(async () => void group.join())
    expect(steps).toEqual(['begin'])
  })
  expect(steps).toEqual(['begin', 'commit'])
})

test('a lot that failed behind the scenes fails the next write', async () => {
  let isFull = true
  const { steps, group } = record(() => isFull)
  await expect(
    group.run(async () => {
      group.join()
      while (steps.length < 2) await wait(10)
      isFull = false
      group.join()
    }),
  ).rejects.toThrow('disk full')
  expect(group.join()).toBe(false)
})

test('a lot that failed behind the scenes fails the group when nothing is written any more', async () => {
  const { steps, group } = record(() => true)
  await expect(
    group.run(async () => {
      group.join()
      while (steps.length < 2) await wait(10)
    }),
  ).rejects.toThrow('disk full')
})
