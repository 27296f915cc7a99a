/** Character references in XML text and attributes, as feeds really use them. */
import { decodeHTMLStrict } from 'entities'
import { ofWindows1252 } from './undo-double-encoding.ts'

/** Characters XML 1.0 forbids (section 2.2), however they got in, and controls that XML advises against. A single one of the former makes strict readers drop a whole feed. */
// eslint-disable-next-line no-control-regex -- control characters are the point
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0080-\u009f\ufffe\uffff]/g

/**
 * Removes what no XML document may hold. Nobody means the controls U+0080 to U+009F: they are quotation marks and dashes
 * of windows-1252.
 */
export function dropForbidden(text: string): string {
  return text.replace(forbidden, (character) =>
    character >= '\u0080' && character <= '\u009f' ? ofWindows1252(character) : '',
  )
}

/**
 * Decodes once: numeric references and every HTML name, DTD or not. A bare `&` and an unknown name stay as they are;
 * entities a document declares for itself are never expanded.
 */
export function decodeEntities(text: string): string {
  let at = text.indexOf('&')
  if (at === -1) return text
  let decoded = ''
  let kept = 0
  while (at !== -1) {
    const length = lengthOfUsual(text, at)
    const end = length > 0 ? at + length : endOfReference(text, at)
    const given = text.slice(at, end)
    const meant = length > 0 ? characterOf(text, at) : decodeUnusual(given)
    if (meant !== given) {
      decoded += text.slice(kept, at) + meant
      kept = end
    }
    at = text.indexOf('&', end)
  }
  return kept === 0 ? text : decoded + text.slice(kept)
}

/** The longest name, `&CounterClockwiseContourIntegral;`, and some. */
const referenceLengthMax = 40

/** After the next semicolon, if one is near; what lies between need not be a reference. */
function endOfReference(text: string, at: number): number {
  const near = text.slice(at, at + referenceLengthMax).indexOf(';')
  return near === -1 ? at + 1 : at + near + 1
}

function decodeUnusual(piece: string): string {
  return piece.length === 1 ? piece : dropForbidden(decodeHTMLStrict(piece))
}

/** The five names of XML and `&#39;`, which is what almost every escaped text holds; 0 for anything else. */
function lengthOfUsual(text: string, at: number): number {
  switch (text.charCodeAt(at + 1)) {
    case 108: // lt
    case 103: // gt
      return text.charCodeAt(at + 2) === 116 && text.charCodeAt(at + 3) === 59 ? 4 : 0
    case 97: // amp, apos
      return text.startsWith('amp;', at + 1) ? 5 : text.startsWith('apos;', at + 1) ? 6 : 0
    case 113: // quot
      return text.startsWith('quot;', at + 1) ? 6 : 0
    case 35: // #39
      return text.startsWith('#39;', at + 1) ? 5 : 0
    default:
      return 0
  }
}

function characterOf(text: string, at: number): string {
  switch (text.charCodeAt(at + 1)) {
    case 108:
      return '<'
    case 103:
      return '>'
    case 113:
      return '"'
    case 97:
      return text.charCodeAt(at + 2) === 109 ? '&' : "'"
    default:
      return "'"
  }
}

/** For text that becomes HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
