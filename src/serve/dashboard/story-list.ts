/** A list of stories: title, who published it first, how sure that is, and how many copies were folded. */
import type { StoryLine } from '../../model/browse.ts'
import { copyKinds } from '../../model/verdict.ts'
import { moment, plural } from './format.ts'
import { html, oneLine, webAddress, type Markup } from './html.ts'
import { kindLabels, levelBadge } from './labels.ts'

/** `urn:uuid:` is the same for all of them and stays out of addresses. */
export function storyAddress(id: string): string {
  return `/dashboard/story/${encodeURIComponent(id.replace(/^urn:uuid:/, ''))}`
}

/** `2 reworded, 1 near copy`, from the best disguised. */
function foldedWords(kinds: StoryLine['kinds']): string {
  return copyKinds
    .toReversed()
    .filter((kind) => (kinds[kind] ?? 0) > 0)
    .map((kind) => `${kinds[kind] ?? 0} ${kindLabels[kind]}`)
    .join(', ')
}

function storyItem(line: StoryLine, nowMs: number): Markup {
  const { id, title, publisher, level, articles, kinds, url, createdMs } = line
  const original = webAddress(url)
  const folded = foldedWords(kinds)
  const name = oneLine(title) || 'Untitled'
  return html`<li class="story">
    <div class="story-text">
      <h3 dir="auto"><a href="${storyAddress(id)}">${name}</a></h3>
      <p class="meta">
        <span class="publisher"><bdi>${oneLine(publisher, 120) || 'unknown publisher'}</bdi></span>
        ${levelBadge(level)} ${moment(createdMs, nowMs)}
        ${original !== undefined && html`<a href="${original}" rel="noreferrer" aria-label="Read ${name} at ${oneLine(publisher, 120)}">read ↗</a>`}
      </p>
    </div>
    ${
      articles > 1 &&
      html`<p class="copies">
        <strong>${plural(articles - 1, 'copy', 'copies')}</strong>
        ${folded !== '' && html`<span>${folded}</span>`}
      </p>`
    }
  </li>`
}

export function storyList(lines: readonly StoryLine[], nowMs: number): Markup {
  return html`<ul class="stories">
    ${lines.map((line) => storyItem(line, nowMs))}
  </ul>`
}
