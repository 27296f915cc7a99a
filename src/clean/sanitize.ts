/** The wall: whatever stands in the tree, only these elements, attributes and schemes leave it. */
import sanitizeHtml from 'sanitize-html'

const inline =
  'a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr'
const blocks =
  'article aside blockquote dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section summary ul'
const tables = 'table caption colgroup col thead tbody tfoot tr th td'
const players = 'audio video source'

const allowed: sanitizeHtml.IOptions = {
  allowedTags: [inline, blocks, tables, players].flatMap((names) => names.split(' ')),
  allowedAttributes: {
    '*': ['dir', 'lang'],
    a: ['href'],
    abbr: ['title'],
    img: ['src', 'alt', 'title', 'width', 'height'],
    video: ['src', 'poster', 'controls'],
    audio: ['src', 'controls'],
    source: ['src', 'type'],
    time: ['datetime'],
    ol: ['start', 'reversed'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan'],
  },
  allowedSchemes: ['http', 'https'],
  allowedSchemesByTag: { a: ['http', 'https', 'mailto', 'tel'] },
  allowedSchemesAppliedToAttributes: ['href', 'src', 'poster', 'cite'],
  allowProtocolRelative: false,
  // An end tag of these is an error of its own (HTML Living Standard, section 13.1.2).
  selfClosing: ['br', 'col', 'hr', 'img', 'source', 'wbr'],
  disallowedTagsMode: 'discard',
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'select',
    'xmp',
    'noscript',
    'iframe',
    'noembed',
    'noframes',
    'plaintext',
    'title',
    'template',
    'svg',
    'math',
    'object',
  ],
  // Without it 60,000 nested tags take seconds; the tree above is cut at 64, links and lines add a few.
  nestingLimit: 80,
}

/** HTML in which nothing runs, loads in the background, or leaves the article's own box. */
export function sanitize(html: string): string {
  return sanitizeHtml(html, allowed)
}
