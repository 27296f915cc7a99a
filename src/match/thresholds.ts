/**
 * Every number a verdict depends on, with the measurement that set it: 3,390 labelled English pairs (2,342 that should fold,
 * 1,048 that should not) and 3,369 pairs of strangers that share three rare words, on two halves split by event, each with
 * the document frequencies of the other. `bench/match/sweep.ts` moves one at a time and prints what changes; "free from a to
 * b" is where nothing does. `bench/match/cross-validate.ts` says how near to the line each kind comes.
 */

export interface Thresholds {
  /** Share of the shorter text's word runs that the longer holds. Quote-heavy reports reach .68, reruns begin at .82. */
  readonly containmentMin: number
  /** Fewer words hold too few runs for containment. Free up to 78; 90 misses 6 of 160 reruns. */
  readonly containmentWordsMin: number
  /** Below this reports of one event align like copies (teasers of 49 and 68 words reach a telling of .75). 92 misses 2 reruns. */
  readonly spunWordsMin: number
  /** Alignment over the larger text. Quote-heavy reports reach .32, copies that are not abridged begin at .50. */
  readonly alignmentMin: number
  /** Where no figure and no name changed. .15 folds 8 reports wrongly, the lowest such copy has .36; free from .21. */
  readonly alignmentUnchangedMin: number
  /** Free from .01 to .03. */
  readonly changedShareMax: number
  /** From here the words are called the same and not only the telling; decides the name of the verdict, never folding. */
  readonly verbatimJaccardMin: number
  /** How much of the shorter text the longer tells in its order. Quote-heavy reports reach .69, abridgements begin at .79. */
  readonly abridgedAlignmentMin: number
  /** Free up to .65; .75 misses a rerun. */
  readonly abridgedContainmentMin: number
  /**
   * `TellingScores.telling` that needs no second sign. An adversarial report reaches .67, the next .57. With .58 for all, as
   * the best F1 would have it, 8 reports were within a tenth of the line; now none is.
   */
  readonly tellingMin: number
  /** With an opening of `openingToldMin` and no figure changed: reports of one event reach .49, spun copies begin at .57. */
  readonly tellingOpeningMin: number
  /** .42 folds a report of 118 words, .78 misses 3 of the 18 spun copies found on the web. */
  readonly openingToldMin: number
  /**
   * With `figuresToldMin` figures in aligned sentences, none changed, and `numbersToldMin` of the numbers shared: of reports
   * that share so many numbers the highest has .34, and each changes some figure.
   */
  readonly tellingFiguresMin: number
  /** 4 folds a report wrongly; free from 6 to 12. */
  readonly figuresToldMin: number
  /** Decides nothing there; what is said of two texts with one form and other numbers. */
  readonly numbersToldMin: number
  /** With less of a text's own left after setting aside what is verbatim, the telling rests on a few sentences. Free from .15 to .45. */
  readonly ownShareMin: number
  /** Changed figures, months and weekdays in aligned sentences. A correction changes two at most; 4 folds 7 templates. */
  readonly slotsMin: number
  /** Share of the figures that changed. All but one of 28 templates have .30 and more; .23 vetoes 3 round trips more. */
  readonly slotShareMin: number
  /** From `templateWordsMax` on: nobody fills a form of that length, but a machine misreads figures there. .35 vetoes 2 more. */
  readonly slotShareOfLongMin: number
  /** Share of figures and names together, whatever the form. .28 vetoes 3 round trips more, .46 folds a stranger. */
  readonly slotsAndNamesShareMin: number
  /** The same where the form is shared. .20 folds a template with one slot in six changed, .10 vetoes 3 round trips more. */
  readonly slotsAndNamesShareOfFormMin: number
  /** Share of the other words the aligned sentences have in common. .59 vetoes 4 copies more, .91 folds 3 templates. */
  readonly formSharedMin: number
  /** The longest template has 278 words; 390 vetoes a round trip more. */
  readonly templateWordsMax: number
  /** Numbers of two digits or more in the text that has fewer. Free from 2 to 6. */
  readonly numbersMin: number
  /** .5 cost a spun copy found on the web (2 of 5 shared); free from .13 to .38, and stops nothing the slots do not stop. */
  readonly numbersSharedMin: number
  /** Aligned share of the first six sentences: picture galleries have 0, the lowest copy that needs it .36. */
  readonly openingMin: number
  /** A text told in other words shows by that; the opening is asked only below. Galleries have at most .24. */
  readonly openingTellingMin: number
  /**
   * `SpanScores.leftRestAlike`. Of 432 articles printed together with another one 420 have less, of 432 whose first half is
   * compared with the whole 40; .15 adds 4 and 40.
   */
  readonly restAlikeMin: number
  /** The same of both texts, whatever they are called: two digests that share an article. */
  readonly restsAlikeMin: number
  /** Cosine of the titles below which a digest is thought of. Of 2,328 copies none of uneven length has less than .40. */
  readonly restTitlesMin: number
  /** The same event: linked, never folded. .10 links 461 of 987 reports of one event and 254 strangers, .07 828 and 658. */
  readonly relatedAlignmentMin: number
  /** What quotes much links too: .075 adds 52 reports and 25 strangers, .22 takes away 3 and 4. */
  readonly relatedContainmentMin: number
}

export const shippedThresholds: Thresholds = {
  containmentMin: 0.75,
  containmentWordsMin: 60,
  spunWordsMin: 80,
  alignmentMin: 0.42,
  alignmentUnchangedMin: 0.3,
  changedShareMax: 0.02,
  verbatimJaccardMin: 0.2,
  abridgedAlignmentMin: 0.74,
  abridgedContainmentMin: 0.5,
  tellingMin: 0.7,
  tellingOpeningMin: 0.52,
  openingToldMin: 0.6,
  tellingFiguresMin: 0.42,
  figuresToldMin: 8,
  numbersToldMin: 0.85,
  ownShareMin: 0.3,
  slotsMin: 3,
  slotShareMin: 0.27,
  slotShareOfLongMin: 0.5,
  slotsAndNamesShareMin: 0.4,
  slotsAndNamesShareOfFormMin: 0.15,
  formSharedMin: 0.75,
  templateWordsMax: 300,
  numbersMin: 4,
  numbersSharedMin: 0.25,
  openingMin: 0.2,
  openingTellingMin: 0.45,
  restAlikeMin: 0.1,
  restsAlikeMin: 0.2,
  restTitlesMin: 0.25,
  relatedAlignmentMin: 0.1,
  relatedContainmentMin: 0.15,
}
