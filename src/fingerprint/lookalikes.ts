/** Letters that look like those of another script: a copy spun with them reads as its original. */

// Unicode confusables, the single-letter ones, as they look in lower case.
const latinOf: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  ё: 'ë',
  һ: 'h',
  н: 'h',
  і: 'i',
  ї: 'ï',
  ј: 'j',
  к: 'k',
  ӏ: 'l',
  м: 'm',
  п: 'n',
  о: 'o',
  р: 'p',
  ԛ: 'q',
  г: 'r',
  ѕ: 's',
  т: 't',
  ѵ: 'v',
  ԝ: 'w',
  х: 'x',
  у: 'y',
  ь: 'b',
  α: 'a',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  σ: 'o',
  τ: 't',
  υ: 'u',
  χ: 'x',
  γ: 'y',
  ω: 'w',
  հ: 'h',
  ո: 'n',
  օ: 'o',
  ս: 'u',
  ց: 'g',
  զ: 'q',
}
// Capitals that look like another letter than their lower case does.
const latinOfCapital: Readonly<Record<string, string>> = {
  β: 'b',
  ζ: 'z',
  η: 'h',
  ι: 'i',
  μ: 'm',
  ν: 'n',
  υ: 'y',
}
const cyrillicOf: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  i: 'і',
  j: 'ј',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  s: 'ѕ',
  t: 'т',
  x: 'х',
  y: 'у',
}
const greekOf: Readonly<Record<string, string>> = {
  a: 'α',
  e: 'ε',
  i: 'ι',
  k: 'κ',
  n: 'η',
  o: 'ο',
  p: 'ρ',
  t: 'τ',
  u: 'υ',
  v: 'ν',
  w: 'ω',
  x: 'χ',
}

const foreign = /[\u0370-\u058f]/
const latin = /[a-z]/
const mixed = /[a-z][\u0370-\u058f]|[\u0370-\u058f][a-z]/i
const cyrillicLanguages: ReadonlySet<string> = new Set(['be', 'bg', 'mk', 'ru', 'sr', 'uk'])

/**
 * A word in lower case with its lookalikes put right, as far as all its letters then are of one script. In a language of
 * a Latin script every lookalike counts as Latin ("рrоfit" is "profit"), in one of a Cyrillic script as Cyrillic; in any
 * other only within a mixed word.
 */
export function unmaskWord(word: string, language: string, capital: boolean): string {
  const isMixed = latin.test(word)
  if (cyrillicLanguages.has(language)) return isMixed ? replaced(word, cyrillicOf, latin) : word
  if (!foreign.test(word)) return word
  if (language === 'el') return isMixed ? replaced(word, greekOf, latin) : word
  if (!isMixed && language === '') return word
  const first = capital ? latinOfCapital[word.charAt(0)] : undefined
  return replaced(first === undefined ? word : first + word.slice(1), latinOf, foreign)
}

function replaced(word: string, table: Readonly<Record<string, string>>, left: RegExp): string {
  let plain = ''
  for (const character of word) plain += table[character] ?? character
  return left.test(plain) ? word : plain
}

/**
 * A text as it is meant to be read, lower case, for telling its language: where words mix scripts, every lookalike is
 * taken for a letter of the script that the letters without a lookalike belong to.
 */
export function unmaskSample(sample: string): string {
  if (!mixed.test(sample)) return sample
  const low = sample.toLowerCase()
  let ofLatin = 0
  let ofOther = 0
  for (const character of low) {
    if (character >= 'a' && character <= 'z') ofLatin += character in cyrillicOf ? 0 : 1
    else if (foreign.test(character) && !(character in latinOf)) ofOther++
  }
  const table = ofLatin >= ofOther ? latinOf : /[\u0400-\u04ff]/.test(low) ? cyrillicOf : greekOf
  let plain = ''
  for (const character of low) plain += table[character] ?? character
  return plain
}
