/** The frame of every page: head, navigation, main, footer. */
import { html, markup, oneLine, type Fragment, type Markup } from './html.ts'

export interface PageFrame {
  /** The heading, and the title of the window. */
  readonly title: string
  /** The entry of the navigation that is current. */
  readonly section: 'overview' | 'stories' | 'sources' | 'dropped' | 'runs'
  readonly body: Markup
  /** Into `<head>`: feeds a reader's extension discovers. */
  readonly head?: Fragment
  /** Stands above the heading. */
  readonly crumb?: Fragment
  /** Stands below the heading. */
  readonly lead?: Fragment
  readonly version: string
}

export const styleAddress = '/dashboard/style.css'
export const scriptAddress = '/dashboard/script.js'

const sections = [
  ['overview', '/', 'Overview'],
  ['stories', '/dashboard/stories', 'Stories'],
  ['sources', '/dashboard/sources', 'Sources'],
  ['dropped', '/dashboard/dropped', 'Left out'],
  ['runs', '/dashboard/runs', 'Runs'],
] as const

const logo = markup(
  '<svg class="logo" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2C9 7 6 10 6 14a6 6 0 0 0 12 0c0-4-3-7-6-12Z"/><path class="wave" d="M6.4 15.5c1.9-1.4 3.7 1.4 5.6 0s3.7-1.4 5.6 0"/></svg>',
)

/** A whole HTML document. */
export function renderPage({ title, section, body, head, crumb, lead, version }: PageFrame): string {
  const name = oneLine(title, 200)
  const links = sections.map(
    ([id, address, words]) =>
      html`<li>
        <a href="${address}" ${markup(id === section ? 'aria-current="page"' : '')}>${words}</a>
      </li>`,
  )
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${section === 'overview' ? 'Headwater' : `${name} · Headwater`}</title>
        <link rel="stylesheet" href="${styleAddress}" />
        <script src="${scriptAddress}" defer></script>
        ${head}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="top">
          <div class="bar">
            <a class="brand" href="/">${logo}<span>Headwater</span></a>
            <nav aria-label="Dashboard">
              <ul>
                ${links}
              </ul>
            </nav>
          </div>
        </header>
        <main id="main" tabindex="-1">
          ${crumb}
          <h1 dir="auto">${name}</h1>
          ${lead} ${body}
        </main>
        <footer class="foot">
          <p>
            Headwater ${version} · each story once, linked to its original ·
            <a href="/opml">all feeds as OPML</a>
          </p>
          <p id="said" role="status" class="said"></p>
        </footer>
      </body>
    </html> `.markup
}

/** Something to say where a list would be empty. */
export function emptyNote(words: Fragment): Markup {
  return html`<p class="empty">${words}</p>`
}
