/** Every number a verdict depends on, with the measurement that set it. */

export interface Thresholds {
  readonly containmentMin: number
  readonly containmentWordsMin: number
  readonly spunWordsMin: number
  readonly alignmentMin: number
  readonly alignmentUnchangedMin: number
  readonly changedShareMax: number
  readonly verbatimJaccardMin: number
  readonly abridgedAlignmentMin: number
  readonly abridgedContainmentMin: number
  readonly tellingMin: number
  readonly ownShareMin: number
  readonly slotsMin: number
  readonly slotShareMin: number
  readonly slotShareOfLongMin: number
  readonly slotsAndNamesShareMin: number
  readonly slotsAndNamesShareOfFormMin: number
  readonly formSharedMin: number
  readonly templateWordsMax: number
  readonly numbersMin: number
  readonly numbersSharedMin: number
  readonly openingMin: number
  readonly openingTellingMin: number
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
  relatedAlignmentMin: 0.1,
  relatedContainmentMin: 0.15,
}
