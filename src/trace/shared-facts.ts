/** Whether a text tells what another tells, though hardly a sentence is the same: its figures and names, and their order. */

/** `23`, `4.1`, `600,000`, `AK-203`, `S-400`, `2021`; single digits stand everywhere. */
const figure = /(?<![\p{L}\p{N}])(?:\p{Lu}{1,4}-\d+|\d[\d.,]*\d)(?![\p{L}\p{N}])/gu
const charactersMax = 40_000
const figuresMax = 400

function figuresOf(text: string): readonly string[] {
  const found = text.slice(0, charactersMax).match(figure) ?? []
  return [...new Set(found.map((one) => one.replaceAll(/[.,](?=\d{3}\b)/g, '')))].slice(0, figuresMax)
}

const name = /(?<=[\p{Ll}\p{N},;]["”’]?\s)\p{Lu}[\p{L}'’-]{3,}/gu

/** Letters that translating back and forth confuses are left out: Schlingra and Shringla become one. */
function soundOf(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
    .replaceAll(/sch|sh|ch/g, 's')
    .replaceAll(/ph|v|w/g, 'f')
    .replaceAll(/[ckqx]/g, 'k')
    .replaceAll(/[zj]/g, 's')
    .replaceAll(/(.)\1+/g, '$1')
    .replaceAll(/(?<=.)[aeiouyh]/g, '')
}

function namesOf(text: string): ReadonlySet<string> {
  const found = text.slice(0, charactersMax).match(name) ?? []
  return new Set(found.map(soundOf).filter((one) => one.length >= 2))
}

/** Length of the longest run of rising numbers. */
function longestRise(values: readonly number[]): number {
  const tails: number[] = []
  for (const value of values) {
    const at = tails.findIndex((tail) => tail >= value)
    if (at === -1) tails.push(value)
    else tails[at] = value
  }
  return tails.length
}

export interface SharedFacts {
  /** Figures of both texts, each once. */
  readonly figures: number
  /** Of the text that has fewer, the share that the other has as well, 0..1. */
  readonly figureShare: number
  /** The share of shared figures that come in the same order, 0..1. */
  readonly order: number
  /** Like `figureShare`, of names as they sound. */
  readonly nameShare: number
}

/** Pure, symmetric but for rounding; time quadratic in at most 400 figures. */
export function sharedFacts(left: string, right: string): SharedFacts {
  const [a, b] = [figuresOf(left), figuresOf(right)]
  const places = new Map(b.map((one, at) => [one, at]))
  const shared = a.map((one) => places.get(one)).filter((at) => at !== undefined)
  const [names, others] = [namesOf(left), namesOf(right)]
  const common = [...names].filter((one) => others.has(one)).length
  return {
    figures: shared.length,
    figureShare: shared.length / Math.max(1, Math.min(a.length, b.length)),
    order: shared.length === 0 ? 0 : longestRise(shared) / shared.length,
    nameShare: common / Math.max(1, Math.min(names.size, others.size)),
  }
}

/**
 * Measured on labelled pairs: of 941 texts translated there and back 404 agree with their source, of 20 copies from newsrooms
 * 15, of 1,012 reports of the same event by others 22 (2 %).
 */
const agreement = { figuresMin: 4, figureShareMin: 0.7, orderMin: 0.75, nameShareMin: 0.5 } as const

/** Whether one text may well be the other, reworded beyond what the matcher recognises. Proves nothing. */
export function factsAgree(left: string, right: string): boolean {
  const { figures, figureShare, order, nameShare } = sharedFacts(left, right)
  return (
    figures >= agreement.figuresMin &&
    figureShare >= agreement.figureShareMin &&
    order >= agreement.orderMin &&
    nameShare >= agreement.nameShareMin
  )
}
