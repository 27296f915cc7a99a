/** An id that several entries of one document share is no id: their addresses tell them apart. */
import type { ArticleDraft } from './model/article.ts'

/** Entries at one address that share an id are one entry twice, and stay so. */
export function separateGuids(drafts: readonly ArticleDraft[]): readonly ArticleDraft[] {
  const addresses = new Map<string, Set<string>>()
  for (const draft of drafts) {
    const known = addresses.get(draft.guid) ?? new Set()
    addresses.set(draft.guid, known.add(ownMark(draft)))
  }
  return drafts.map((draft) =>
    (addresses.get(draft.guid)?.size ?? 0) > 1 ? { ...draft, guid: ownMark(draft) } : draft,
  )
}

/** What an entry goes by whose id is none: its address, without one its text. */
export const ownMark = ({ url, contentHash }: ArticleDraft): string => url ?? `sha256:${contentHash}`
