/** xml:base inside XHTML: each element may say what the addresses in it are relative to. */

export interface BaseChain {
  /** An element begins; `own` is its xml:base as written. */
  readonly open: (name: string, own: string | undefined, isEmpty: boolean) => void
  readonly close: (name: string) => void
  /** What an address inside the innermost open element is resolved against. */
  readonly current: () => string
}

interface Based {
  readonly name: string
  readonly base: string
  /** Open elements of that name inside, itself included. */
  depth: number
}

/** More than this deep nobody writes; what lies further in keeps the base around it. */
const depthMax = 50

/** Only elements that set a base are remembered, so `</p>` of another paragraph is told apart by counting those of its name. */
export function createBaseChain(outer: string): BaseChain {
  const chain: Based[] = []
  const current = (): string => chain.at(-1)?.base ?? outer
  return {
    current,
    open: (name, own, isEmpty) => {
      if (isEmpty) return
      const innermost = chain.at(-1)
      if (own !== undefined && chain.length < depthMax) {
        const base = URL.parse(own.trim(), current())?.href ?? current()
        chain.push({ name, base, depth: 1 })
      } else if (innermost?.name === name) innermost.depth += 1
    },
    close: (name) => {
      const innermost = chain.at(-1)
      if (innermost?.name !== name) return
      innermost.depth -= 1
      if (innermost.depth === 0) chain.pop()
    },
  }
}
