/** Whether a feed carries the whole article or only its opening words. */

/** Shorter texts are teasers whatever they say: WordPress cuts excerpts at 55 words; the rest is margin, chosen and not measured. */
const teaserWordsMax = 80

/**
 * Endings that mark a cut: WordPress `[…]` and `Continue reading`, and usual words of that sense in other languages,
 * listed from general knowledge. Only the last line counts, so that an article may speak of reading on.
 */
const cutMark =
  /(?:\[\s*(?:…|\.{3}|&hellip;)\s*\]|(?:…|\.{3})|\(more(?:…|\.{3})?\))\s*$|(?:continue reading|continue reading at|read more|read the full (?:story|article)|read full (?:story|article)|keep reading|click here to read(?: more)?|full story|weiterlesen|mehr lesen|zum artikel|lire la suite|en savoir plus|leer más|seguir leyendo|leia mais|continua a leggere|leggi tutto|lees meer|läs mer|les mer|læs mere|czytaj dalej|читать далее|читать полностью|devamını oku)(?:\s+(?:at|on|in|auf|sur|en|em|su|op)?\s*[^.!?]{0,80})?[\s.:…»›>→\])]*$/iu

/** `text` as `htmlToText` gives it. */
export function isTruncated(text: string): boolean {
  const lastLine = text.slice(text.lastIndexOf('\n') + 1).slice(-200)
  if (cutMark.test(lastLine)) return true
  return countWords(text, teaserWordsMax) < teaserWordsMax
}

/** Words up to a ceiling. Chinese, Japanese and Thai run words together: two characters count as one word there. */
function countWords(text: string, ceiling: number): number {
  let words = 0
  for (const match of text
    .slice(0, ceiling * 60)
    .matchAll(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]+|[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu)) {
    words += /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u.test(match[0])
      ? Math.ceil(match[0].length / 2)
      : 1
    if (words >= ceiling) break
  }
  return words
}
