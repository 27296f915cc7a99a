/** Signals in the lines a newsroom closes or signs its reports with, and that copying keeps. They name a publisher, never an address. */
import type { Evidence } from '../../model/evidence.ts'
import { evidenceOf, isOwnName, ownDomain, publisherNamed, type Signal, type SignalInput } from './signal.ts'

/**
 * Closing lines that only one newsroom writes, anywhere in the content. A broadcaster's are left out: its affiliates put
 * them under what they report with it.
 */
const houseLines: readonly (readonly [RegExp, string, number])[] = [
  [
    /\bReporting by [^;()\n]{3,160}; ?(?:additional reporting by [^;()\n]{3,160}; ?)?(?:writing by [^;()\n]{3,120}; ?)?editing by /i,
    'reuters.com',
    0.35,
  ],
  [/\b(?:Copyright|©|\(c\)) ?\d{4} (?:The )?Associated Press\. All rights reserved\b/i, 'apnews.com', 0.35],
  [/(?:©|\(c\)|\bc\.) ?\d{4} The New York Times Company\b/i, 'nytimes.com', 0.45],
  [/(?:©|\(c\)|\bCopyright) ?\d{4} Bloomberg L\.P\./i, 'bloomberg.com', 0.4],
  [/(?:©|\(c\)) ?(?:Agence France-Presse|\d{4} AFP\b)/i, 'afp.com', 0.4],
]

/** "©2026 Harbour Courier. Visit courier.example. Distributed by …": what a syndicator puts under a licensed text. */
const distributed =
  /(?:©|\(c\)) ?\d{4} (?:The )?([A-Z][\w .&'’-]{2,40}?)\. (?:Visit |All rights reserved\. Visit |Distributed by )/
/** "Source: The Outlet September 21, 2026 18:54 UTC": a clock time is a program's, a date alone a person's footnote. */
const importStamp =
  /^Source: ((?:The )?[A-Z][\w .&'’-]{1,40}?),? (?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}, \d{4}|\d{4}-\d\d-\d\d),? \d\d?:\d\d(?::\d\d)? (?:UTC|GMT)\b/

/**
 * An agency's initials behind the last sentence: "… he said. – AFP", "(PTI)". In brackets only those that sell no pictures:
 * the last line of a text may be a caption.
 */
const dashed =
  /[.”"!?)]\s*[-–—]{1,2}\s*(Reuters|AP|AFP|PTI|ANI|IANS|dpa|UPI|EFE|Xinhua|Bloomberg|Bernama|TASS|Kyodo|ANSA|APA)\.?$/
const bracketed = /[.”"!?]\s*\((PTI|ANI|IANS|UNI|Bernama|TASS|Kyodo|ANSA|APA)\)\.?$/
const bare = /^(Reuters|AFP|PTI|ANI|IANS|dpa|UPI|EFE|Xinhua|Bernama|TASS)\.?$/
const closingLines = 3

/** "By Ida Holm, Harbour Courier": between headline and text. */
const signed =
  /^by (?:[A-Z][\p{L}.'’-]+ ){1,4}?(?:[A-Z][\p{L}'’-]+)(?:,| \||, of) (?:the )?((?:The )?[A-Z][\p{L}\d .&'’-]{2,36})$/iu
/** Initials that are also a rank, a place or a desk. */
const noOutlet =
  /^(?:staff|editor|reporter|correspondent|writer|columnist|contributor|guest|special|news|sports?)/i

/** A last line that says "Credit X" and nothing else. Photo agencies are credited for their pictures. */
const closingCredit = /^Credits? (?:to )?((?:The )?[A-Z][\w .&'’-]{1,40})$/
const photoAgencies =
  /^(?:reuters|ap|afp|getty|epa|dpa|shutterstock|alamy|istock|pixabay|unsplash|wikimedia|nasa)/i

/** The photographer's line as one newsroom sets it: "Ida Holm | Bloomberg | Getty Images". */
const barredCredit = /^\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]+){1,3} \| [\p{L} .]{2,30} \| Getty Images$/u

const charactersMax = 300

const contentLines = (input: SignalInput): readonly string[] =>
  input.facts.segments.filter(({ zone }) => zone === 'content').map(({ text }) => text)

type Named = readonly [line: string, publisher: string, weight: number]

function houseLine(input: SignalInput, lines: readonly string[]): Named | undefined {
  for (const line of lines) {
    const found = houseLines.find(([pattern]) => pattern.test(line))
    if (found !== undefined) return [line, found[1], found[2]]
    const name = distributed.exec(line)?.[1] ?? importStamp.exec(line)?.[1]
    if (name === undefined || isOwnName(input, name)) continue
    return [line, input.registry.byName(name)?.domain ?? name, distributed.test(line) ? 0.6 : 0.35]
  }
  return undefined
}

function signatureIn(input: SignalInput, text: readonly string[]): Named | undefined {
  for (const line of text.slice(-closingLines).map((one) => one.trim())) {
    const name = [dashed, bracketed, bare].map((pattern) => pattern.exec(line)?.[1]).find(Boolean)
    const domain = name === undefined ? undefined : input.registry.byName(name)?.domain
    if (domain !== undefined) return [line.slice(-120), domain, 0.35]
  }
  return undefined
}

function namedLine(input: SignalInput, lines: readonly string[], pattern: RegExp): Named | undefined {
  for (const line of lines) {
    const name = line.length > 100 ? undefined : pattern.exec(line)?.[1]
    if (name === undefined || noOutlet.test(name) || photoAgencies.test(name)) continue
    const entry = publisherNamed(input, name)
    if (entry !== undefined) return [line, entry.domain, 0.35]
  }
  return undefined
}

const openingLinesMax = 60

/** What a report's own newsroom wrote around it: the first that is found, and the manner of its photo credits. */
export const closingLine: Signal = (input): readonly Evidence[] => {
  const lines = contentLines(input).map((line) => line.slice(0, charactersMax * 2))
  const text = input.text.split('\n').filter((line) => line.trim() !== '')
  const found =
    houseLine(input, lines) ??
    signatureIn(input, text) ??
    namedLine(input, lines.slice(0, openingLinesMax), signed) ??
    namedLine(input, text.slice(-1), closingCredit)
  const evidence: Evidence[] = []
  if (found !== undefined && found[1] !== ownDomain(input)) {
    const [line, publisher, weight] = found
    evidence.push(
      evidenceOf(input, { kind: 'dateline', value: line.slice(0, charactersMax), publisher, weight }),
    )
  }
  const credit = lines.find((line) => line.length < 90 && barredCredit.test(line))
  if (credit !== undefined && ownDomain(input) !== 'cnbc.com')
    evidence.push(
      evidenceOf(input, { kind: 'photoCredit', value: credit, publisher: 'cnbc.com', weight: 0.2 }),
    )
  return evidence
}
