/** A button that copies a text. Hidden until the script has proved that it runs. */
import { html, type Markup } from './html.ts'

/** `what` completes "Copy …" for those who do not see what stands beside it. */
export function copyButton(text: string, what: string): Markup {
  return html`<button type="button" class="copy" data-copy="${text}" aria-label="Copy ${what}" hidden>
    Copy
  </button>`
}
