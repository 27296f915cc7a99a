/** The first page: the feeds to subscribe to, how things stand, and the latest stories. */
import { copyButton } from './copy-button.ts'
import { countWords, durationWords, moment, plural } from './format.ts'
import { html, oneLine, type Markup } from './html.ts'
import { emptyNote, renderPage } from './layout.ts'
import { storyList } from './story-list.ts'
import type { FeedCard, OverviewValues, SourceCard } from './values.ts'

function feedCard({ id, title, description, items, updatedMs, formats }: FeedCard, nowMs: number): Markup {
  const [first] = formats
  const name = oneLine(title, 120) || id
  const subscribe =
    first === undefined
      ? undefined
      : html`<div class="address">
            <code>${first.address}</code>
            ${copyButton(first.address, `the address of ${name}`)}
          </div>
          <p class="actions">
            <a class="button" href="feed:${first.address}"
              >Open in a reader<span class="sr">: ${name}</span></a
            >
            ${formats.map(
              (format) =>
                html`<a href="${format.address}" type="${format.mediaType}"
                  >${format.name}<span class="sr"> of ${name}</span></a
                >`,
            )}
          </p>
          <details class="qr">
            <summary>QR code for a phone<span class="sr">: ${name}</span></summary>
            <img
              src="/dashboard/qr/${id}.svg"
              alt="QR code of ${first.address}"
              width="200"
              height="200"
              loading="lazy"
            />
          </details>`
  return html`<li class="card feed">
    <h3 dir="auto">${name}</h3>
    ${description !== undefined && html`<p dir="auto">${oneLine(description)}</p>`}
    <p class="meta">
      ${plural(items, 'story', 'stories')} ·
      ${updatedMs === undefined ? 'not published yet' : html`changed ${moment(updatedMs, nowMs)}`} ·
      <a href="/dashboard/stories?feed=${encodeURIComponent(id)}"
        >look through<span class="sr"> ${name}</span></a
      >
      ·
      <a href="/dashboard/dropped?feed=${encodeURIComponent(id)}"
        >what was left out<span class="sr"> of ${name}</span></a
      >
    </p>
    ${subscribe}
  </li>`
}

function figures(values: OverviewValues): Markup {
  const { articles, stories, sources, failing, lastRun, nowMs } = values
  const run =
    lastRun === undefined
      ? html`<span class="quiet">none yet</span>`
      : html`${moment(lastRun.finishedMs, nowMs)}`
  const took = lastRun === undefined ? '' : `took ${durationWords(lastRun.finishedMs - lastRun.startedMs)}`
  const works = failing.length === 0 ? 'all work' : `${countWords(failing.length)} need a look`
  return html`<dl class="figures">
    <div>
      <dt>Stories</dt>
      <dd>${countWords(stories)}</dd>
      <dd class="note">from ${plural(articles, 'article', 'articles')}</dd>
    </div>
    <div>
      <dt>Folded away</dt>
      <dd>${countWords(Math.max(0, articles - stories))}</dd>
      <dd class="note">copies you need not read</dd>
    </div>
    <div>
      <dt>Sources</dt>
      <dd>${countWords(sources)}</dd>
      <dd class="note${failing.length > 0 ? ' warn' : ''}">${works}</dd>
    </div>
    <div>
      <dt>Last run</dt>
      <dd class="small">${run}</dd>
      <dd class="note">${took}</dd>
    </div>
  </dl>`
}

function troubles(failing: readonly SourceCard[]): Markup | undefined {
  if (failing.length === 0) return undefined
  return html`<section aria-labelledby="troubles">
    <h2 id="troubles">Sources that need a look</h2>
    <ul class="plain card">
      ${failing
        .slice(0, 5)
        .map(
          ({ state }) => html`<li><strong>${state.id}</strong>: ${oneLine(state.lastError ?? 'gone')}</li>`,
        )}
    </ul>
    <p><a href="/dashboard/sources?health=fails">All sources that fail</a></p>
  </section>`
}

const discovery = (feeds: readonly FeedCard[]): readonly Markup[] =>
  feeds.flatMap(({ title, formats }) =>
    formats.map(
      ({ mediaType, address, name }) =>
        html`<link
          rel="alternate"
          type="${mediaType}"
          title="${oneLine(title)} (${name})"
          href="${address}"
        />`,
    ),
  )

/** A whole document. */
export function renderOverview(values: OverviewValues): string {
  const { feeds, latest, nowMs, version, addressGuessed, failing } = values
  const hint =
    addressGuessed &&
    html`<p class="hint">
      Readers get the address you opened this page under. Set <code>publish.baseUrl</code> to give them one
      that lasts.
    </p>`
  const body = html`${figures(values)}
    <section aria-labelledby="feeds">
      <h2 id="feeds">Subscribe</h2>
      ${hint}
      <ul class="cards">
        ${feeds.map((feed) => feedCard(feed, nowMs))}
      </ul>
    </section>
    ${troubles(failing)}
    <section aria-labelledby="latest">
      <h2 id="latest">Latest stories</h2>
      ${latest.length === 0 ? emptyNote('No story yet: the first run brings them.') : storyList(latest, nowMs)}
      <p><a href="/dashboard/stories">All stories</a></p>
    </section>`
  const lead = html`<p class="lead">Many feeds in, each story once out, linked to its original.</p>`
  return renderPage({ title: 'Overview', section: 'overview', body, head: discovery(feeds), lead, version })
}
