/** One story: every article beside the others, where it comes from and why, and the line of YAML that overrules it. */
import type { Correction, ExplainedArticle, StoryExplanation } from '../../model/explanation.ts'
import type { AlignedPassage, Comparison } from '../../model/verdict.ts'
import { copyButton } from './copy-button.ts'
import { moment, plural } from './format.ts'
import { html, oneLine, webAddress, type Markup } from './html.ts'
import { kindBadge, kindLabels, levelBadge } from './labels.ts'
import { renderPage } from './layout.ts'
import { storyAddress } from './story-list.ts'
import type { Moment } from './values.ts'

export interface StoryValues extends Moment {
  readonly story: StoryExplanation
}

const openingCharacters = 420
const textCharactersMax = 20_000

function link(address: string | undefined, words: string): Markup {
  const href = webAddress(address)
  return href === undefined
    ? html`<bdi>${words}</bdi>`
    : html`<a href="${href}" rel="noreferrer"><bdi>${words}</bdi></a>`
}

function originCard({ origin, standing, evidence }: StoryExplanation): Markup {
  const { url, publisher, level, confidence, claimed, notes } = origin
  const percent = Math.round(Math.min(1, Math.max(0, confidence)) * 100)
  const isProven = level === 'E3' || level === 'E4'
  const heading = isProven ? 'First published by' : level === 'E0' ? 'First seen at' : 'Shown from'
  return html`<section class="card origin" aria-labelledby="origin">
    <h2 id="origin">${heading} <bdi>${oneLine(publisher, 120) || 'an unknown publisher'}</bdi></h2>
    <p class="meta">
      ${levelBadge(level)}
      ${evidence.length > 0 && html`<span>${isProven || level === 'E0' ? 'confidence' : 'weight of the claim'} ${percent} %</span>`}
    </p>
    <p>${standing}</p>
    ${url !== undefined && html`<p class="address-line">${link(url, url)}</p>`}
    ${claimed !== undefined && html`<p>Claimed origin: ${link(claimed.url, oneLine(claimed.url ?? claimed.publisher))}</p>`}
    ${
      evidence.length > 0 &&
      html`<h3>${isProven || level === 'E0' ? 'What speaks for it' : 'What was claimed'}</h3>
        <ul class="evidence">
          ${evidence.map(
            ({ says, weight }) =>
              html`<li>
                <span dir="auto">${says}</span>
                <meter
                  min="0"
                  max="1"
                  value="${Math.min(1, weight).toFixed(2)}"
                  aria-label="weight ${weight.toFixed(2)}"
                ></meter>
              </li>`,
          )}
        </ul>`
    }
    ${
      notes.length > 0 &&
      html`<details>
        <summary>What was checked (${notes.length})</summary>
        <ul class="plain">
          ${notes.map((note) => html`<li>${note}</li>`)}
        </ul>
      </details>`
    }
  </section>`
}

function openingOf(text: string): Markup {
  const short = oneLine(text, openingCharacters)
  if (short === '') return html`<p class="quiet">Its text is not kept.</p>`
  if (text.length <= openingCharacters) return html`<p class="opening" dir="auto">${short}</p>`
  const paragraphs = text
    .slice(0, textCharactersMax)
    .split('\n')
    .filter((line) => line.trim() !== '')
  return html`<p class="opening" dir="auto">${short}</p>
    <details class="text">
      <summary>Whole text</summary>
      ${paragraphs.map((line) => html`<p dir="auto">${line}</p>`)}
      ${text.length > textCharactersMax && html`<p class="quiet">… and ${text.length - textCharactersMax} more characters</p>`}
    </details>`
}

const figureOf = (score: number): string => (Number.isInteger(score) ? String(score) : score.toFixed(2))

function scoreTable(comparison: Comparison, others: readonly Comparison[]): Markup {
  const rows = Object.entries(comparison.scores).map(
    ([name, score]) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${figureOf(score)}</dd>
      </div>`,
  )
  return html`<details>
    <summary>Scores and vetoes</summary>
    ${
      comparison.vetoes.length > 0 &&
      html`<ul class="plain">
        ${comparison.vetoes.map((veto) => html`<li><span class="badge veto">veto</span> ${veto}</li>`)}
      </ul>`
    }
    ${rows.length > 0 && html`<dl class="scores">${rows}</dl>`}
    ${
      others.length > 0 &&
      html`<h4>Also compared</h4>
        <ul class="plain">
          ${others.map(({ kind, reason, vetoes }) => html`<li>${kindLabels[kind]}: ${[reason, ...vetoes].join('; ')}</li>`)}
        </ul>`
    }
  </details>`
}

function passageRows(passages: readonly AlignedPassage[]): Markup {
  return html`<details class="passages" open>
    <summary>Passages that tell the same (${passages.length})</summary>
    <ol>
      ${passages.map(
        ({ left, right, cosine }) =>
          html`<li>
            <p dir="auto"><span class="sr">Earlier article: </span>${left}</p>
            <p dir="auto"><span class="sr">This article: </span>${right}</p>
            <p class="alike">alike ${Math.round(cosine * 100)} %</p>
          </li>`,
      )}
    </ol>
  </details>`
}

function articleCard(explained: ExplainedArticle, nowMs: number): Markup {
  const { article, isOrigin, speaks, verdict, says, passages, removed, comparedWith } = explained
  const furniture = Object.entries(removed).map(([kind, count]) => `${count} ${kind}`)
  const differs = passages.filter(({ left, right }) => left !== right)
  return html`<article class="card article${isOrigin ? ' is-origin' : ''}">
    <header>
      <p class="meta">
        <strong><bdi>${oneLine(article.publisher, 120)}</bdi></strong>
        ${isOrigin && html`<span class="badge origin-mark">origin</span>`}
        ${speaks && html`<span class="badge speaks">shown in feeds</span>`}
        ${verdict !== undefined && kindBadge(verdict.kind)}
      </p>
      <h3 dir="auto">${link(article.url, oneLine(article.title) || 'Untitled')}</h3>
      <p class="meta">
        from
        <a href="/dashboard/stories?source=${encodeURIComponent(article.sourceId)}">${article.sourceId}</a> ·
        published ${moment(article.publishedMs, nowMs)} · first seen ${moment(article.firstSeenMs, nowMs)}
      </p>
    </header>
    <ul class="says">
      ${says.map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
    ${openingOf(article.text)}
    ${differs.length > 0 ? passageRows(differs) : passages.length > 0 && html`<p class="quiet">The passages that were aligned are the same word for word.</p>`}
    ${comparedWith !== undefined && html`<p class="meta">Compared with ${link(comparedWith, oneLine(comparedWith))}</p>`}
    ${verdict?.comparison !== undefined && scoreTable(verdict.comparison, verdict.others)}
    ${furniture.length > 0 && html`<p class="meta">Cleaned away: ${furniture.join(', ')}</p>`}
  </article>`
}

function correctionItem({ says, under, yaml }: Correction): Markup {
  return html`<li>
    <p dir="auto">
      <strong>${says}</strong
      >${under !== undefined && html` <span class="quiet">(goes under <code>${under}</code>)</span>`}
    </p>
    <div class="address"><code>${yaml}</code> ${copyButton(yaml, `the line: ${says}`)}</div>
  </li>`
}

const purposes = [
  ['split', 'Split'],
  ['join', 'Join'],
  ['pin', 'Pin the origin'],
  ['block', 'Block an origin'],
] as const

/** More lines than these are opened one group at a time. */
const linesShownMax = 8

function corrections({ overrule, overrides }: StoryExplanation): Markup {
  const groups = purposes.flatMap(([purpose, words]) => {
    const lines = overrule.filter((correction) => correction.purpose === purpose)
    return lines.length === 0
      ? []
      : [
          html`<details${overrule.length <= linesShownMax && html` open`}>
            <summary>${words} (${lines.length})</summary>
            <ul class="corrections">
              ${lines.map(correctionItem)}
            </ul>
          </details>`,
        ]
  })
  return html`<section aria-labelledby="overrule" class="card">
    <h2 id="overrule">Put it right</h2>
    ${
      overrides.length > 0 &&
      html`<h3>In force</h3>
        <ul class="plain in-force">
          ${overrides.map(({ key, says }) => html`<li>${says} <code>${key}</code></li>`)}
        </ul>`
    }
    <p>
      The last word is yours: copy a line into the configuration. It takes effect with the next run, for this
      story too.
    </p>
    ${groups}
  </section>`
}

function whereShown(
  { publications, related, aliases, articlesLeftOut }: StoryExplanation,
  nowMs: number,
): Markup {
  const shown = publications.map(
    ({ feedId, firstMs, updatedMs }) =>
      html`<li>
        <a href="/dashboard/stories?feed=${encodeURIComponent(feedId)}">${feedId}</a> since
        ${moment(firstMs, nowMs)}, updated ${moment(updatedMs, nowMs)}
      </li>`,
  )
  return html`<section aria-labelledby="shown">
    <h2 id="shown">Where it is shown</h2>
    ${
      shown.length === 0
        ? html`<p class="quiet">In no feed at the moment.</p>`
        : html`<ul class="plain">
            ${shown}
          </ul>`
    }
    ${
      related.length > 0 &&
      html`<h3>Related: the same event, own reporting</h3>
        <ul class="plain">
          ${related.map(({ id, title }) => html`<li dir="auto"><a href="${storyAddress(id)}">${oneLine(title) || 'Untitled'}</a></li>`)}
        </ul>`
    }
    ${aliases.length > 0 && html`<p class="quiet">It absorbed ${plural(aliases.length, 'other story', 'other stories')}.</p>`}
    ${articlesLeftOut > 0 && html`<p class="quiet">${plural(articlesLeftOut, 'more article is', 'more articles are')} not shown here.</p>`}
  </section>`
}

/** A whole document. */
export function renderStory({ story, nowMs, version }: StoryValues): string {
  const first = (each: ExplainedArticle): number => (each.speaks ? 0 : each.isOrigin ? 1 : 2)
  const articles = story.articles.toSorted((a, b) => first(a) - first(b))
  const count = story.articles.length + story.articlesLeftOut
  const body = html`${originCard(story)}
    <section aria-labelledby="articles">
      <h2 id="articles">${plural(count, 'article', 'articles')} side by side</h2>
      <div class="side-by-side">${articles.map((article) => articleCard(article, nowMs))}</div>
    </section>
    ${corrections(story)} ${whereShown(story, nowMs)}`
  const crumb = html`<p class="crumb"><a href="/dashboard/stories">Stories</a></p>`
  const lead = html`<p class="meta">seen ${moment(story.createdMs, nowMs)} · <code>${story.id}</code></p>`
  return renderPage({ title: story.title || 'Untitled', section: 'stories', body, crumb, lead, version })
}
