/**
 * Every number a verdict depends on, with the measurement that set it: 3,390 labelled English pairs ("dev": 2,342 that
 * should fold, 1,048 that should not), and 508 more pairs of different articles that share rare words. Checked on two
 * halves split by event with the document frequencies of the other half: precision 1.000 and .998, mean recall .997 and .999.
 */

export interface Thresholds {
  /** Share of the shorter text's word runs that the longer holds. Reports of one event reach .68, reruns begin at .82. */
  readonly containmentMin: number
  /** Fewer words hold too few runs for containment. */
  readonly containmentWordsMin: number
  /** Below this reports of one event align like copies (teasers of 49 and 68 words reach a telling of .75). */
  readonly spunWordsMin: number
  /** Alignment over the larger text. Reports of one event reach .32, copies that are not abridged begin at .50. */
  readonly alignmentMin: number
  /** Where no figure and no name changed; the lowest such copy has .36. */
  readonly alignmentUnchangedMin: number
  readonly changedShareMax: number
  /** From here the words are called the same and not only the telling; decides the name of the verdict, never folding. */
  readonly verbatimJaccardMin: number
  /** How much of the shorter text the longer tells in its order. Reports of one event reach .69, abridgements begin at .75. */
  readonly abridgedAlignmentMin: number
  readonly abridgedContainmentMin: number
  /** `TellingScores.telling`. One report of an event in 1,012 is above (.67), the next has .57; recall of spun copies .998. */
  readonly tellingMin: number
  /** With less of a text's own left after setting aside what is verbatim, the telling rests on a few sentences. */
  readonly ownShareMin: number
  /** Changed figures, months and weekdays in aligned sentences. A correction changes two at most. */
  readonly slotsMin: number
  /** Share of the figures that changed. 27 of 28 templates have .30 and more; corrections at most .25. */
  readonly slotShareMin: number
  /** From `templateWordsMax` on: nobody fills a form of that length, but a machine misreads figures there. */
  readonly slotShareOfLongMin: number
  /** Share of figures and names together, whatever the form. .35 vetoes 44 spun copies, .45 leaves 7 templates more. */
  readonly slotsAndNamesShareMin: number
  /** The same where the form is shared. */
  readonly slotsAndNamesShareOfFormMin: number
  /** Share of the other words the aligned sentences have in common. .7 vetoes 9 of 2,151 spun copies, .8 leaves 29 templates more. */
  readonly formSharedMin: number
  readonly templateWordsMax: number
  /** Numbers of two digits or more in the text that has fewer. */
  readonly numbersMin: number
  /** .5 cost one of the 18 spun copies found on the web (2 of 5 shared) and stopped nothing the slots do not stop. */
  readonly numbersSharedMin: number
  /** Aligned share of the first six sentences: picture galleries have 0, the lowest copy that needs it .36. */
  readonly openingMin: number
  /** A text told in other words shows by that; the opening is asked only below. Galleries have at most .17. */
  readonly openingTellingMin: number
  /** `SpanScores.leftRestAlike`. Of pairs of articles on different matters 99.4 % have less, of the halves of one article 13 %. */
  readonly restAlikeMin: number
  /** Cosine of the titles below which a digest is thought of. Of 2,328 copies none of uneven length has less than .40. */
  readonly restTitlesMin: number
  /** The same event: linked, never folded. Set by eye; half of the reports of one event have it. */
  readonly relatedAlignmentMin: number
  readonly relatedContainmentMin: number
}

export const shippedThresholds: Thresholds = {
  containmentMin: 0.8,
  containmentWordsMin: 60,
  spunWordsMin: 80,
  alignmentMin: 0.42,
  alignmentUnchangedMin: 0.35,
  changedShareMax: 0.02,
  verbatimJaccardMin: 0.2,
  abridgedAlignmentMin: 0.72,
  abridgedContainmentMin: 0.5,
  tellingMin: 0.58,
  ownShareMin: 0.3,
  slotsMin: 3,
  slotShareMin: 0.3,
  slotShareOfLongMin: 0.5,
  slotsAndNamesShareMin: 0.4,
  slotsAndNamesShareOfFormMin: 0.25,
  formSharedMin: 0.7,
  templateWordsMax: 300,
  numbersMin: 4,
  numbersSharedMin: 0.25,
  openingMin: 0.3,
  openingTellingMin: 0.45,
  restAlikeMin: 0.15,
  restTitlesMin: 0.25,
  relatedAlignmentMin: 0.1,
  relatedContainmentMin: 0.15,
}
