/** XHTML inside a feed as HTML that every HTML reader reads the same way. */

const wrapper = /^\s*<((?:[\w.-]+:)?div)(?:\s[^<>]*)?>/i

/** HTML elements that have no end tag (HTML Living Standard, "Void elements"). */
const voidElement = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i

/** Takes off the `<div>` Atom asks for (RFC 4287 section 3.1.1.3), namespace prefixes, and self-closing on elements that have an end tag. */
export function xhtmlToHtml(markup: string): string {
  const bare = withoutWrapper(markup).trim()
  return bare.replace(/<(\/?)(?:[\w.-]{1,50}:)?([a-z][\w.-]{0,50})((?:[\s/][^<>]{0,8000})?)>/gi, tidyTag)
}

function tidyTag(whole: string, slash: string, name: string, rest: string): string {
  if (slash === '/') return `</${name}>`
  const attributes = rest.replace(/\s+(?:xmlns(?::[\w.-]+)?|xml:base)\s*=\s*(?:"[^"]*"|'[^']*')/gi, '')
  if (!attributes.endsWith('/') && !whole.endsWith('/>')) return `<${name}${attributes}>`
  const bare = attributes.replace(/\s*\/$/, '')
  return voidElement.test(name) ? `<${name}${bare}>` : `<${name}${bare}></${name}>`
}

function withoutWrapper(markup: string): string {
  const open = wrapper.exec(markup)
  if (open === null) return markup
  const end = markup.trimEnd()
  const close = `</${open[1] ?? ''}>`
  if (!end.toLowerCase().endsWith(close.toLowerCase())) return markup
  const inner = end.slice(open[0].length, -close.length)
  return isOneElement(inner, open[1] ?? '') ? inner : markup
}

/** `<div>a</div><div>b</div>` begins and ends with a div and is two. */
function isOneElement(inner: string, name: string): boolean {
  let depth = 0
  const tag = new RegExp(`<(/?)${name.replace(/[.]/g, '\\.')}(?=[\\s/>])(?:[^<>]*[^<>/])?(/?)>`, 'gi')
  for (const match of inner.matchAll(tag)) {
    if (match[2] === '/') continue
    depth += match[1] === '/' ? -1 : 1
    if (depth < 0) return false
  }
  return depth === 0
}
