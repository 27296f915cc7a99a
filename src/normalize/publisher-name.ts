/** The name of an outlet out of the title of its feed. */

const separator = /\s+(?:[-–—|:•·»]|::|>>|&raquo;)\s+|\s*[|»]\s*|:\s+/u

/** Parts of a feed title that name a section, a format or nothing. Listed from general knowledge. */
const noName =
  /^(?:rss(?: ?2\.0)?(?: ?feeds?)?|atom(?: feed)?|feeds?|news ?feed|all|all (?:news|stories|articles|posts|content|topics)|news|latest(?: (?:news|stories|headlines|articles|posts|updates))?|(?:breaking|top|world|us|u\.s\.|uk|local|national|international|business|sports?|politics|tech(?:nology)?|science|health|entertainment|opinion) ?(?:news|stories|headlines)?|world|business|sports?|politics|tech|technology|science|health|culture|entertainment|opinion|lifestyle|home(?: ?page)?|front ?page|index|headlines|articles|posts|stories|blog|comments|updates|nachrichten|aktuell|startseite|schlagzeilen|actualités?|à la une|accueil|toute l'actualité|noticias|últimas noticias|portada|notícias|notizie|home ultime notizie|nieuws|nyheter|nyheder|wiadomości|новости|главная)$/iu

const tail = /(?:\s*[-–—|:]?\s*\(?(?:rss(?: ?2\.0)?(?: feeds?)?|atom(?: feed)?|news ?feed|feed)\)?)\s*$/iu

/**
 * The part of a feed's title that names the outlet: "Morrow Courier - World | RSS" gives "Morrow Courier".
 * Undefined when no part does. Search feeds ("x" - Google News) are named after the search engine.
 */
export function publisherNameFromTitle(title: string): string | undefined {
  const parts = title
    .replace(/\s+/g, ' ')
    .slice(0, 300)
    .split(separator)
    .map((part) => part.replace(tail, '').trim())
    .filter((part) => part !== '' && !noName.test(part) && !/^["“«„]/u.test(part))
  const [first] = parts
  return first === undefined || first.length > 80 ? undefined : first
}
