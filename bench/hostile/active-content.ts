/** Finds what a browser would run in the HTML of a published feed. */
import { Parser } from 'htmlparser2'

const runningElements: ReadonlySet<string> = new Set(
  'script iframe frame frameset object embed applet form input button textarea select base meta link style svg math template noscript'.split(
    ' ',
  ),
)
const urlAttributes: ReadonlySet<string> = new Set(
  'href src srcset action formaction poster data background cite longdesc xlink:href srcdoc'.split(' '),
)

/** Where a browser would run it. Images as `data:` are harmless. */
const runningUrl = /^(?:javascript|vbscript|data:(?!image\/(?:png|gif|jpe?g|webp)))/i

/** White space and controls inside a scheme are ignored by browsers. */
const runs = (url: string): boolean => runningUrl.test(url.replaceAll(/[\s\p{Cc}]/gu, ''))

/** In words, at most a few; empty when nothing runs. */
export function findActiveContent(html: string): readonly string[] {
  const found: string[] = []
  const parser = new Parser({
    onopentag(name, attributes) {
      if (runningElements.has(name)) found.push(`<${name}>`)
      for (const [key, value] of Object.entries(attributes)) {
        if (key.startsWith('on')) found.push(`${name} ${key}=`)
        if (urlAttributes.has(key) && runs(value)) found.push(`${key}=${value.slice(0, 40)}`)
        if (key === 'style' && /expression|url\(|-moz-binding|behaviou?r/i.test(value)) found.push('style=')
      }
    },
  })
  parser.end(html)
  return found.slice(0, 3)
}
