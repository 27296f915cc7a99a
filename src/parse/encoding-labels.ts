/** Names of encodings as servers and documents write them. */

/** Well-known labels that the Encoding Standard does not know, or knows as something else. */
const aliases: Readonly<Record<string, string>> = {
  'utf-16': 'utf-16le',
  'us-ascii': 'windows-1252',
  ascii: 'windows-1252',
  'latin-1': 'windows-1252',
  utf8mb4: 'utf-8',
  cp932: 'shift_jis',
  cp936: 'gbk',
  ms936: 'gbk',
  cp949: 'euc-kr',
  ms949: 'euc-kr',
  cp950: 'big5',
  eucjp: 'euc-jp',
  euc_jp: 'euc-jp',
  euckr: 'euc-kr',
  euc_kr: 'euc-kr',
  macroman: 'macintosh',
}

/** The label `TextDecoder` knows it by, in lower case; unknown ones as they are. */
export function knownLabel(label: string): string {
  const lower = label.toLowerCase()
  const page = /^(?:x-)?(?:cp|win|windows)[-_]?(125\d)$/.exec(lower)?.[1]
  if (page !== undefined) return `windows-${page}`
  const part = /^(?:iso)?[-_]?8859[-_](\d{1,2})$/.exec(lower)?.[1]
  if (part !== undefined) return `iso-8859-${part}`
  return aliases[lower] ?? lower
}

/** What servers name when nobody told them: any bytes are valid in it, so it proves nothing. */
export function isWesternDefault(label: string): boolean {
  return /^(?:windows-1252|(?:iso[-_]?)?8859[-_]?1|l(?:atin)?1|iso-ir-100)$/.test(label)
}

/** The HTTP charset, then the one of the XML declaration. */
export function claimedEncodings(bytes: Uint8Array, contentType: string | undefined): readonly string[] {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 400)).toString('latin1')
  const http = /charset\s*=\s*["']?([^\s;"']{1,40})/i.exec((contentType ?? '').slice(0, 500))?.[1]
  const declared = /<\?xml[^>]{0,300}?encoding\s*=\s*["']\s*([^"'>\s]{1,40})\s*["']/i.exec(head)?.[1]
  return [http, declared].filter((label) => label !== undefined).map(knownLabel)
}
