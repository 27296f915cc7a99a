/** Character references in XML text and attributes, as feeds really use them. */
import { decodeHTMLStrict } from 'entities'

/** Characters XML 1.0 forbids (section 2.2), however they got in. A single one makes strict readers drop a whole feed. */
// eslint-disable-next-line no-control-regex -- control characters are the point
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** Removes what no XML document may hold. */
export function dropForbidden(text: string): string {
  return text.replace(forbidden, '')
}

/**
 * Decodes once: numeric references and every HTML name, DTD or not. A bare `&` and an unknown name stay as they are;
 * entities a document declares for itself are never expanded.
 */
export function decodeEntities(text: string): string {
  return text.includes('&') ? dropForbidden(decodeHTMLStrict(text)) : text
}

/** For text that becomes HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
