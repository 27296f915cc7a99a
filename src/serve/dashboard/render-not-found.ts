/** The page for an address that leads nowhere. */
import { html } from './html.ts'
import { renderPage } from './layout.ts'

/** A whole document. */
export function renderNotFound(words: string, version: string): string {
  const body = html`<p>${words}</p>
    <p><a href="/dashboard/stories">All stories</a> · <a href="/">Overview</a></p>`
  return renderPage({ title: 'Not found', section: 'stories', body, version })
}
