/** Who wrote an entry or feed. */
import { allOf, one, type Field } from './field.ts'
import { plainLine } from './read-text.ts'

/** Persons of one entry; more are a membership list. */
const namesMax = 50

const nameFields = ['author', 'atom:author', 'dc:creator', 'dc:author', 'itunes:author']

/** Author names in document order, each once. Addresses of electronic mail are left out where a name stands beside them. */
export function readNames(field: Field): readonly string[] {
  const found = allOf(field, nameFields).map(nameOf)
  return [...new Set(found.filter((name) => name !== ''))].slice(0, namesMax)
}

function nameOf(field: Field): string {
  for (const name of ['name', 'atom:name', 'title']) {
    const text = plainLine(one(field, name)?.value ?? '')
    if (text !== '') return text
  }
  if (field.value !== '') return nameWithoutMail(plainLine(field.value))
  return plainLine(one(field, 'email')?.value ?? one(field, 'atom:email')?.value ?? '')
}

/** Longer texts are no name with an address. */
const nameCharactersMax = 500

/** RSS 2.0 writes `mail@host (Name)`, others `Name <mail@host>`. */
function nameWithoutMail(text: string): string {
  if (text.length > nameCharactersMax) return text
  const inBrackets = /^(?:[^\s@()]+@[^\s@()]+)?\s*\(([^()]+)\)$/.exec(text)?.[1]
  const beforeMail = /^([^<>()]+)[<(][^\s@<>()]+@[^\s@<>()]+[>)]$/.exec(text)?.[1]
  const name = (inBrackets ?? beforeMail ?? text.replace(/^mailto:/i, '')).trim()
  return /^"([^"]+)"$/.exec(name)?.[1]?.trim() ?? name
}
