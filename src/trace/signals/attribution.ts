/** Signals in a line of attribution: "originally published on …" with a link or a name, "Source link", repost microformats. */
import type { CanonicalUrl } from '../../model/canonical-url.ts'
import type { Evidence } from '../../model/evidence.ts'
import { isDeepLink, overlapOf, slugWords, wordsOf } from '../address.ts'
import type { Segment } from '../page-facts.ts'
import { domainOf } from '../site.ts'
import { evidenceOf, foreignUrl, isOwnName, type Signal, type SignalInput } from './signal.ts'

/** Says of itself that it stood elsewhere first: in 9 of 9 measured cases a deep link beside it was the exact original. */
const strongPhrase = new RegExp(
  [
    '(?:this|the|a version of this) (?:article|story|post|piece|essay|report|column|interview|content)[^.!?]{0,60}?(?:(?:was|is|has) )?(?:been )?(?:originally|first)(?: being)? (?:appeared|published|posted|ran|written)',
    'originally (?:published|posted|appeared|ran)',
    'first (?:published|appeared) (?:on|in|at|by)',
    'appeared first (?:on|at|in)',
    '(?:erschien(?:en)?|veröffentlicht) zuerst|zuerst (?:erschienen|veröffentlicht)|ursprünglich (?:erschienen|veröffentlicht)',
    'publicad[oa] (?:originalmente|originariamente)|originalmente publicad[oa]|publicad[oa] por primera vez en',
    "publié(?:e)? (?:initialement|à l[’']origine|pour la première fois)|initialement publié",
    'pubblicato (?:originariamente|originalmente|per la prima volta)',
    'oorspronkelijk (?:gepubliceerd|verschenen)|eerder verschenen op',
  ].join('|'),
  'i',
)

/** Points at a fuller or licensed text; the link beside it is the original only when its words agree. */
const weakPhrase = new RegExp(
  [
    '(?:is |was |been )?(?:re-?published|reprinted|reposted|cross-?posted|syndicated) (?:here )?(?:from|with|by permission|courtesy|under)',
    'read the (?:full |original |rest of the |complete )?(?:original |full )?(?:article|story|post)(?: (?:on|at|here))?',
    'source link|original (?:article|source|story)\\b|article original',
    "zum originalartikel|artículo original|lire l[’']article (?:complet|original)|leggi l[’']articolo originale",
  ].join('|'),
  'i',
)

/** Dates, footers, licences and the other direction: every line here tripped somebody. */
const otherMeaning =
  /(?:originally|first) (?:published|appeared|posted)\s*(?::|on)?\s*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d|\d{1,2}[ ./:-]|at \d|in \d{4})|items? appearing (?:in|on)|reprinted by permission of|copyright ©? ?\d{4} by .{0,60}reprinted|was (?:re)?printed (?:in|on) |first appeared in \d{4}|first appeared to|comments may be|may be republished|please contact|all rights reserved\. reproduction/i

/** A name is a run of capitalised words after the phrase and its preposition. */
const leadIn =
  /^[\s:]*(?:(?:on|in|at|by|from|with|under|here|bei|in der|im|auf|en|sur|dans|su|op|with permission from|courtesy of)\s+)?/iu
const nameRun =
  /^(?:the |der |die |das |la |le |el )?(\p{Lu}[\p{L}\p{N}.&'’-]*(?:\s+(?:of|the|and|&|[\p{Lu}\p{N}][\p{L}\p{N}.&'’-]*)){0,4})/u
const notAName = /^(?:Read|Here|It|We|You|About|Creative|Commons|This|Copyright|All|Please|License)\b/

function namedAfter(input: SignalInput, after: string): string | undefined {
  const name = nameRun
    .exec(after.replace(leadIn, ''))?.[1]
    ?.replace(/[.,:;]+$/, '')
    .replace(/['’]s$/u, '')
  if (name === undefined || name.length < 3 || notAName.test(name) || isOwnName(input, name)) return undefined
  return name
}

interface Match {
  readonly segment: Segment
  readonly phrase: string
  readonly after: string
  readonly strong: boolean
}

function matchPhrase(segment: Segment): Match | undefined {
  if (segment.zone !== 'content' || otherMeaning.test(segment.text)) return undefined
  const strong = strongPhrase.exec(segment.text)
  const found = strong ?? weakPhrase.exec(segment.text)
  if (found === null) return undefined
  const after = segment.text.slice(found.index + found[0].length)
  return { segment, phrase: found[0], after, strong: strong !== null }
}

/** Two links are common, the home page and the article: the deep one whose words fit the headline best is meant. */
function bestLink(
  input: SignalInput,
  segment: Segment,
): { readonly url: CanonicalUrl; readonly deep: boolean } | undefined {
  const own = new Set([...wordsOf(input.title), ...slugWords(input.url ?? '')])
  const links = segment.anchors
    .map(({ href }) => foreignUrl(input, href))
    .filter((url) => url !== undefined)
    .map((url) => ({ url, deep: isDeepLink(url), fit: overlapOf(slugWords(url), own) }))
  return links.toSorted((a, b) => Number(b.deep) - Number(a.deep) || b.fit - a.fit)[0]
}

function isOwnAddress(input: SignalInput, href: string): boolean {
  const target = URL.parse(href, input.facts.base ?? input.url)
  return target !== null && input.url !== undefined && domainOf(target.href) === domainOf(input.url)
}

function attributionsOf(input: SignalInput, match: Match): readonly Evidence[] {
  const { segment, strong } = match
  const link = bestLink(input, segment)
  const found: Evidence[] = []
  if (link?.deep === true) {
    found.push(
      evidenceOf(input, {
        kind: 'attributionLink',
        value: segment.text,
        url: link.url,
        weight: strong ? 0.7 : 0.55,
      }),
    )
  }
  // A line that links only to its own site names its own author or section.
  const inward = link === undefined && segment.anchors.some(({ href }) => isOwnAddress(input, href))
  const name = inward ? undefined : namedAfter(input, match.after)
  const known = name === undefined ? undefined : input.registry.byName(name)?.domain
  const linked = link === undefined ? undefined : domainOf(link.url)
  const publisher = linked ?? known ?? name
  if (publisher !== undefined && publisher !== (input.url === undefined ? undefined : domainOf(input.url))) {
    found.push(
      evidenceOf(input, {
        kind: 'attributionName',
        value: segment.text,
        publisher,
        weight: strong ? 0.5 : 0.35,
      }),
    )
  }
  return found
}

const attributionsMax = 6

/** A short block that says the article stood elsewhere first: the deep link in it, and the name after the phrase. */
export const attribution: Signal = (input) => {
  const seen = new Map<string, Evidence>()
  for (const segment of input.facts.segments) {
    const match = matchPhrase(segment)
    if (match === undefined) continue
    for (const one of attributionsOf(input, match)) {
      const key = `${one.kind} ${one.url ?? one.publisher ?? ''}`
      if ((seen.get(key)?.weight ?? 0) < one.weight) seen.set(key, one)
    }
    if (seen.size >= attributionsMax) break
  }
  return [...seen.values()]
}

const sourceAnchorText =
  /^(?:source link|source article|original (?:article|source|post|story)|read (?:the )?(?:original|full) (?:article|story)|originalartikel|artículo original|article original)$/i

/** An anchor that is nothing but "Source link" or "Original article". The word "Source" alone is a footnote. */
export const sourceAnchor: Signal = (input) => {
  for (const { text, href, zone } of input.facts.anchors) {
    if (zone !== 'content' || !sourceAnchorText.test(text.replace(/[\s:→»›]+$/u, ''))) continue
    const url = foreignUrl(input, href)
    if (url !== undefined && isDeepLink(url))
      return [evidenceOf(input, { kind: 'sourceAnchor', value: text, url, weight: 0.45 })]
  }
  return []
}

/** microformats2 u-repost-of points at the original; u-syndication points the other way and is not looked at. */
export const repostOf: Signal = (input) => {
  const anchor = input.facts.anchors.find(
    ({ marks, zone }) => zone === 'content' && /(?:^|\s)u-repost-of(?:\s|$)/.test(marks),
  )
  const url = anchor === undefined ? undefined : foreignUrl(input, anchor.href)
  return anchor === undefined || url === undefined
    ? []
    : [evidenceOf(input, { kind: 'via', value: `u-repost-of ${anchor.href}`, url, weight: 0.5 })]
}
