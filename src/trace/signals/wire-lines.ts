/** Signals of news agencies: datelines, bylines and the syndicator's closing line. They name a publisher, never an address. */
import type { Evidence } from '../../model/evidence.ts'
import { evidenceOf, isOwnName, ownDomain, type Signal, type SignalInput } from './signal.ts'

const dash = '\\s*[-–—]'

/** Agency marks as they stand in a dateline: "LONDON (AP) —". */
const datelines: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`\\((?:Thomson )?Reuters(?: Foundation)?\\)${dash}`), 'reuters.com'],
  [new RegExp(`\\(AP(?:/[A-Za-z ]+)?\\)${dash}`), 'apnews.com'],
  [new RegExp(`\\(AFP\\)${dash}`), 'afp.com'],
  [new RegExp(`\\(dpa(?:[/-][A-Za-z]+)?\\)${dash}`), 'dpa.com'],
  [new RegExp(`\\(UPI\\)${dash}`), 'upi.com'],
  [new RegExp(`\\(EFE\\)${dash}|\\(EFE\\)\\.`), 'efe.com'],
  [new RegExp(`\\(APA\\)${dash}`), 'apa.at'],
  [/\(PTI\)\s*[-–—:.]?/, 'ptinews.com'],
  [/\(IANS\)\s*[-–—:.]?/, 'ians.in'],
  [/\(ANI\)\s*[-–—:.]?/, 'aninews.in'],
  [new RegExp(`\\(Bloomberg\\)${dash}`), 'bloomberg.com'],
  [new RegExp(`\\(Xinhua\\)${dash}`), 'xinhuanet.com'],
  [new RegExp(`\\(Nexstar(?: Media Wire)?\\)${dash}`), 'nexstar.tv'],
  [new RegExp(`\\(The Canadian Press\\)${dash}`), 'thecanadianpress.com'],
]
/** A broadcaster's mark stands in what its affiliates report with it as well: it supports, it does not claim. */
const broadcaster = /\(CNN\)\s*[-–—]?/
/** An agency's mark stands behind the place, at the beginning of a paragraph near the top. */
const datelineAtMax = 90
const linesMax = 12
const wires =
  'Associated Press|Reuters|AFP|Agence France-Presse|Bloomberg News|Bloomberg|Canadian Press|Press Association|Press Trust of India'
const byline = new RegExp(
  `^(?:By|BY|FROM|From)\\s(?:[^\\n]{0,80}?[,|]\\s*)?(?:the |THE |The )?(${wires})\\b(?! photo)`,
  'i',
)
const syndicated =
  /Via SyndiGate\.info\s*Copyright [©@]? ?\d{4} (?:the )?([A-Z][\w ]{2,30}?)(?:\.|\s+All rights|\s+You may|$)/
const syndicatedWithin = 200_000
const bracketed = /^[^\n()|]{3,60} \(([A-Z][\w .&'’-]{2,40})\) ?\|/

function openingLines(input: SignalInput): readonly string[] {
  const page = input.facts.segments.filter(({ zone }) => zone === 'content').map(({ text }) => text)
  const ofText = input.text.split('\n', linesMax)
  // Bylines stand outside the main text, between the headline and the first paragraph.
  return [...ofText, ...page.slice(0, 400)]
}

function broadcasterIn(input: SignalInput): readonly Evidence[] {
  const line = input.text.split('\n', linesMax).find((one) => broadcaster.test(one.slice(0, datelineAtMax)))
  if (line === undefined || ownDomain(input) === 'cnn.com') return []
  return [
    evidenceOf(input, { kind: 'dateline', value: line.slice(0, 120), publisher: 'cnn.com', weight: 0.25 }),
  ]
}

function datelineIn(input: SignalInput): readonly Evidence[] {
  for (const line of input.text.split('\n', linesMax)) {
    for (const [pattern, publisher] of datelines) {
      const found = pattern.exec(line.slice(0, datelineAtMax + 20))
      if (found === null || found.index > datelineAtMax || publisher === ownDomain(input)) continue
      return [evidenceOf(input, { kind: 'dateline', value: line.slice(0, 120), publisher, weight: 0.45 })]
    }
  }
  return []
}

function namedLine(input: SignalInput, pattern: RegExp, weight: number): readonly Evidence[] {
  for (const line of openingLines(input)) {
    const name = pattern.exec(line.slice(0, 300))?.[1]
    if (name === undefined || isOwnName(input, name)) continue
    const publisher = input.registry.byName(name)?.domain
    if (publisher === undefined) continue
    return [evidenceOf(input, { kind: 'dateline', value: line.slice(0, 120), publisher, weight })]
  }
  return []
}

function syndicator(input: SignalInput): readonly Evidence[] {
  // The line is broken over several elements; the site's own name in it is followed by the year.
  const texts = input.facts.segments.filter(({ zone }) => zone === 'content').map(({ text }) => text)
  const found =
    syndicated.exec(texts.join(' ').slice(-syndicatedWithin)) ??
    syndicated.exec(input.text.replaceAll('\n', ' '))
  const name = found?.[1]?.trim()
  if (found === null || name === undefined || isOwnName(input, name)) return []
  const publisher = input.registry.byName(name)?.domain ?? name
  return [evidenceOf(input, { kind: 'attributionName', value: found[0], publisher, weight: 0.7 })]
}

/** Agencies often have no public page of a report; the name in a quotation or a photo credit does not count. */
export const wireLines: Signal = (input) => {
  const dateline = datelineIn(input)
  if (dateline.length > 0) return dateline
  const closing = syndicator(input)
  if (closing.length > 0) return closing
  const signed = namedLine(input, byline, 0.35)
  if (signed.length > 0) return signed
  const bracket = namedLine(input, bracketed, 0.35)
  return bracket.length > 0 ? bracket : broadcasterIn(input)
}
