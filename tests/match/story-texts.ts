/** The texts of the story cases as values. */
import { readFileSync } from 'node:fs'
import path from 'node:path'

export interface StoryText {
  readonly title: string
  readonly paragraphs: readonly string[]
}

function read(name: string): StoryText {
  const file = path.join(import.meta.dirname, '..', 'stories', 'texts', `${name}.txt`)
  const [title = '', ...paragraphs] = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
  return { title, paragraphs }
}

export const viaduct = read('viaduct')
export const orchestra = read('orchestra')
export const reservoir = read('reservoir')
export const kiln = read('kiln')
export const viaductSpun = read('viaduct-spun')
export const viaductOwnReport = read('viaduct-own-report')
export const reservoirSpun = read('reservoir-spun')
export const kilnSpun = read('kiln-spun')
