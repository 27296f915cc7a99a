/** What a finding means between a teaser and a text, and between two texts of one site. */
import { isCopyKind } from '../model/verdict.ts'
import type { Finding } from './compare-fingerprints.ts'

/** What is known of the two articles besides their words. */
export interface Meeting {
  /** One of them is only a teaser, as the feed or its page says. */
  readonly isTeaser: boolean
  /** Both have the same title of four telling words or more. */
  readonly sameTitle: boolean
  readonly sameSite: boolean
}

/** Changes what two texts alone would say. */
export function decideMeeting(finding: Finding, meeting: Meeting): Finding {
  return asUpdate(teaserFinding(finding, meeting) ?? finding, meeting)
}

/**
 * A teaser holds too little to compare: 40 words of two outlets on one event read alike. It is the opening of a fuller
 * text word for word, or it has the exact title of an article of its own publisher; else it stands alone. What stands in
 * the middle of a text is what somebody said, which others quote too.
 */
function teaserFinding(finding: Finding, meeting: Meeting): Finding | undefined {
  const { kind, scores, vetoes, reason } = finding
  const words = scores['wordsOfShorter'] ?? 0
  if (!meeting.isTeaser && words >= teaserWordsMin) return undefined
  const { containment = 0, runsBefore = Number.POSITIVE_INFINITY } = scores
  const opens = containment >= teaserContainmentMin && runsBefore <= runsBeforeMax
  if (opens && vetoes.length === 0 && words >= openingWordsMin)
    return copy(finding, 'a teaser that is the opening of the fuller text, word for word')
  if (meeting.sameTitle && meeting.sameSite)
    return copy(finding, 'a teaser with the exact title of its own publisher')
  if (!isCopyKind(kind)) return undefined
  const tooShort = 'too short to be told apart from a report of its own'
  return { kind: 'related', scores, vetoes: [...vetoes, tooShort], reason }
}

const copy = ({ scores, vetoes }: Finding, reason: string): Finding => ({
  kind: 'nearDuplicate',
  scores,
  vetoes,
  reason,
})

// A publisher that tells its own text again has rewritten it: folded as any copy, but called what it is.
function asUpdate(finding: Finding, { sameSite }: Meeting): Finding {
  if (finding.kind !== 'nearDuplicate' || !sameSite) return finding
  if ((finding.scores['jaccard'] ?? 0) < updateJaccardMin) return finding
  return { ...finding, reason: `an update by the same site: ${finding.reason}` }
}

// Half of all word runs in common: a text that was edited, not one that quotes its forerunner at length. Set by eye.
const updateJaccardMin = 0.5
const teaserWordsMin = 80
// Cut mid-sentence by the feed, a teaser loses the run at its end: 9 of 10 runs of a 20-word teaser remain.
const teaserContainmentMin = 0.85
const openingWordsMin = 20
// Telling words before the opening: a dateline, a by-line, a caption, a note of the editors. Some 50 written words.
const runsBeforeMax = 30
