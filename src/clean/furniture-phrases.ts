/** Lines that publishers' machines add to an article and no journalist wrote, by kind. */

/** What was taken out, as counted for `explain`. */
export type FurnitureKind =
  | 'sourceLink'
  | 'appearedFirst'
  | 'readMore'
  | 'share'
  | 'newsletter'
  | 'comments'
  | 'related'
  | 'advert'
  | 'footer'

interface PhraseRule {
  readonly kind: FurnitureKind
  /** Tried on one line of plain text, white space folded. Linear: no nested or adjacent unbounded repeats. */
  readonly pattern: RegExp
  /** Only where the line holds a link, or the phrase would be too plain a sentence. */
  readonly needsLink?: true
}

/** Longer lines are prose whatever they begin with; the longest furniture line of 52 reposted pages had 214 characters. */
export const furnitureLineMax = 320

/**
 * The WordPress sentences are the translations of "The post %1$s appeared first on %2$s." in its language packs.
 * Everything else was read off the pages of the reposted cases and of feed footers.
 */
export const phraseRules: readonly PhraseRule[] = [
  { kind: 'sourceLink', pattern: /^\W{0,3}source links?\b/i },
  {
    kind: 'sourceLink',
    pattern:
      /^\W{0,3}(?:(?:original )?source|via|quelle|fuente|fonte|bron|źródło|источник)\s*[:：]\s*[^.]{0,80}$/iu,
    needsLink: true,
  },
  {
    kind: 'sourceLink',
    pattern: /^\W{0,3}(?:link to )?(?:the )?original (?:article|story|post|source)\s*[:–-]?[^.]{0,120}$/i,
    needsLink: true,
  },

  {
    kind: 'appearedFirst',
    pattern:
      /^the (?:post(?! offices?\b)|article)\b.{0,260}\b(?:appeared first|first appeared|was (?:originally|first) published|was published first) (?:on|in|at|by)\b/i,
  },
  {
    kind: 'appearedFirst',
    pattern:
      /^\W{0,3}(?:this|the) (?:article|story|post|piece|report|content)\b.{0,40}\b(?:originally|first) (?:appeared|published|ran|posted)\b.{0,200}$/i,
  },
  {
    kind: 'appearedFirst',
    pattern: /^\W{0,3}(?:originally|first) (?:appeared|published|posted) (?:on|in|at|by)\b.{0,200}$/i,
  },
  { kind: 'appearedFirst', pattern: /^der beitrag .{0,260} erschien zuerst auf /i },
  { kind: 'appearedFirst', pattern: /^(?:l['’]article|cet article) .{0,260} est apparu en premier sur /i },
  { kind: 'appearedFirst', pattern: /^la entrada .{0,260} (?:se publicó primero en|aparece primero en) /i },
  { kind: 'appearedFirst', pattern: /^o post .{0,260} (?:apareceu primeiro em|aparece primeiro em) /i },
  { kind: 'appearedFirst', pattern: /^l['’]articolo .{0,260} (?:proviene da|sembra essere il primo su) /i },
  { kind: 'appearedFirst', pattern: /^het bericht .{0,260} verscheen eerst op /i },
  { kind: 'appearedFirst', pattern: /^artykuł .{0,260} pochodzi z serwisu /i },
  { kind: 'appearedFirst', pattern: /^(?:сообщение|запись) .{0,260} появил(?:ись|ась) сначала на /i },
  { kind: 'appearedFirst', pattern: /^投稿 .{0,260} に最初に表示されました/u },

  {
    kind: 'readMore',
    pattern:
      /^\W{0,3}(?:read|see|view|find out|learn|discover|know|get) (?:more|the (?:full|whole|rest|entire|original))\b[^.!?]{0,120}[.…»›→>\]]*$/i,
    needsLink: true,
  },
  {
    kind: 'readMore',
    pattern:
      /^\W{0,3}(?:read more|continue reading|keep reading|read the (?:full|whole|rest|original)(?: of)?(?: the| this)? (?:article|story|post|report|text))\b(?:[^.!?,]{0,90}[….»›→>\]]*|[^.!?]{0,90}[…»›→>\]]+)$/i,
  },
  {
    kind: 'readMore',
    pattern:
      /^\W{0,3}(?:also read|read also|read next|see also|also see|watch(?: also| now)?|must read|read|more|related(?: (?:story|article|news|reading))?|lees (?:ook|verder)|lesen sie auch|mehr (?:dazu|zum thema)|weiterlesen|lire (?:aussi|la suite)|leer más|lea también|leia (?:mais|também)|leggi (?:anche|tutto)|czytaj (?:też|dalej|więcej)|читайте также|читать далее)(?:\s*[:|：…»›→]|\s+[–-]\s).{0,200}$/iu,
  },
  {
    kind: 'readMore',
    pattern:
      /^\W{0,3}(?:weiterlesen|lire la suite|leer más|seguir leyendo|leia mais|continue lendo|leggi tutto|continua a leggere|lees (?:meer|verder)|czytaj (?:dalej|więcej)|läs mer|les mer|læs mere|читать далее|続きを読む|もっと読む|阅读全文|继续阅读)[^.!?]{0,60}[.…»›→>\]]*$/iu,
  },
  { kind: 'readMore', pattern: /^click here (?:to|for)\b.{0,160}$/i, needsLink: true },

  {
    kind: 'share',
    pattern:
      /^\W{0,3}(?:share|share (?:this|on|via|it)\b.{0,60}|share (?:the )?(?:post|article|story|link|page|news)|sharing is caring.{0,20})\s*[:!.]*$/i,
  },
  {
    kind: 'share',
    pattern:
      /^\W{0,3}(?:tweet|pin it|like this|loading|print|email|copy link|link copied|facebook|twitter|linkedin|whatsapp|telegram|reddit|pinterest|tumblr)(?: this)?\s*[:.…]*$/i,
  },
  {
    kind: 'share',
    pattern:
      /^\W{0,3}(?:(?:facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|tumblr|viber|email|e-mail|print|share|tweet|copy link|flipboard|bluesky|mastodon|threads)\b[\s|,·•/]*){2,16}$/i,
  },
  { kind: 'share', pattern: /^\W{0,3}like this\s*:\s*like loading[.…]{0,3}$/i },
  { kind: 'share', pattern: /^\W{0,3}(?:follow|find|like|join) (?:us|me|our page) (?:on|at)\b.{0,120}$/i },
  { kind: 'share', pattern: /^click to (?:share|email|print|tweet|follow)\b.{0,100}$/i },
  {
    kind: 'share',
    pattern:
      /^(?:teilen|partager|compartir|compartilhar|condividi|delen|udostępnij|dela|поделиться)\s*[:!.]*$/iu,
  },

  {
    kind: 'newsletter',
    pattern:
      /^\W{0,3}(?:sign up|subscribe|click here to (?:subscribe|sign up)|register)\b.{0,160}\b(?:newsletters?|inbox|mailing list|briefings?|e-?mail alerts?|email updates?|our (?:channel|podcast|app|feed)|youtube)\b.{0,120}$/i,
  },
  {
    kind: 'newsletter',
    pattern:
      /^\W{0,3}(?:get|receive)\b.{0,120}\b(?:(?:straight|delivered|sent|direct(?:ly)?|right) (?:to|in(?:to)?) your (?:inbox|e-?mail)|in your inbox)\b.{0,80}$/i,
  },
  {
    kind: 'newsletter',
    pattern:
      /^\W{0,3}(?:join|follow) (?:our|us on our) (?:whatsapp|telegram|newsletter|mailing list|channel)\b.{0,120}$/i,
  },
  { kind: 'newsletter', pattern: /^\W{0,3}(?:download|get|install) (?:our|the [\w ]{1,30}) app\b.{0,120}$/i },
  {
    kind: 'newsletter',
    pattern: /^\W{0,3}(?:subscribe|sign up)(?: (?:now|today|here|for free|to our newsletter))?\s*[.!»›→]*$/i,
  },
  {
    kind: 'newsletter',
    pattern:
      /^(?:abonnieren sie|jetzt abonnieren|abonnez-vous|suscríbete|inscreva-se|iscriviti|meld je aan|zapisz się|подпишитесь).{0,160}(?:newsletter|boletín|nieuwsbrief|рассылк|канал).{0,100}$/iu,
  },

  {
    kind: 'newsletter',
    pattern: /^(?:jetzt )?(?:den |unseren )?newsletter (?:abonnieren|bestellen)\W{0,3}$/i,
  },

  { kind: 'comments', pattern: /^please enter your (?:comment|name|e-?mail)\b.{0,40}$/i },
  {
    kind: 'comments',
    pattern:
      /^(?:(?:leave a (?:reply|comment)|post a comment|add a comment|join the (?:conversation|discussion)|you must be logged in to (?:post|leave) a comment)\b.{0,40}|comments are closed|no comments(?: yet)?|(?:\d{1,5} )?comments?|cancel reply)\s*[:.]*(?:\(\d{1,5}\))?$/i,
  },
  {
    kind: 'comments',
    pattern: /^(?:save my name, e-?mail|your email address will not be published)\b.{0,120}$/i,
  },

  {
    kind: 'related',
    pattern:
      /^(?:more like this|related(?: (?:articles?|stories|story|posts?|news|topics|reading|content|coverage|links|items))?|you (?:may|might|could) also (?:like|enjoy|be interested in)|recommended(?: (?:for you|stories|articles|reading|videos?))?|more (?:from|on|in) [^.!?]{1,60}|trending(?: now| stories)?|most (?:read|popular|viewed)|don['’]t miss|top stories|latest (?:news|stories)|editor['’]s picks?|what to read next|up next)\s*[:.]*$/i,
  },

  {
    kind: 'advert',
    pattern:
      /^\W{0,3}(?:advertisements?|advertising|advertorial|sponsored(?: (?:content|post|links?))?|ads?|promoted(?: content| stories)?|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|advertentie|reklama|реклама)\s*[:.\]\])]*$/iu,
  },
  {
    kind: 'advert',
    pattern:
      /^\W{0,3}(?:scroll to continue|(?:story|article|content|text) continues (?:below|after)|continue reading below|skip (?:advertisement|ad)|report this ad)\b.{0,60}$/i,
  },

  { kind: 'footer', pattern: /^(?:copyright )?(?:©|\(c\)(?= ?\d{4})).{0,200}$/i },
  {
    kind: 'footer',
    pattern: /^(?:copyright|all rights reserved)\b[^.]{0,100}(?:\d{4}|reserved)[^.]{0,60}\.?$/i,
  },
  {
    kind: 'footer',
    pattern:
      /^(?:this (?:entry|post) was posted (?:on|in|by)|posted (?:on|in|by)|filed under|tagged(?: with| in)?|tags?|categor(?:y|ies)|permalink|you can (?:follow|skip))\s*[:|]?.{0,160}$/i,
    needsLink: true,
  },
  { kind: 'footer', pattern: /^\(?visited [\d,.]{1,12} times?(?:, [\d,.]{1,12} visits? today)?\)?$/i },
  {
    kind: 'footer',
    pattern:
      /^(?:the above article|this feed|powered by|generated by|get plugin|this is a (?:syndicated|auto-?generated)|auto-?generated)\b.{0,160}$/i,
    needsLink: true,
  },
]

/** The kind of furniture a line is; undefined for anything that could be an article's own words. */
export function furnitureOfLine(line: string, hasLink: boolean): FurnitureKind | undefined {
  if (line === '' || line.length > furnitureLineMax) return undefined
  for (const { kind, pattern, needsLink } of phraseRules) {
    if (needsLink === true && !hasLink) continue
    if (pattern.test(line)) return kind
  }
  return undefined
}

const readMoreAnchor =
  /^[\s[(«‹]{0,4}(?:read|see|view|learn|continue|keep|full|weiterlesen|lire la suite|leer más|leia mais|leggi tutto|lees verder|czytaj dalej|читать далее|続きを読む)(?: (?:more|reading|on|full|the|this|article|story|post|report|rest|of|entry|whole|original|here|online|at|source)){0,5}[\s.…»›→>\])]{0,6}$/iu

/** Whether a link is only there to lead on: "Read more", "[Continue reading …]". */
export function isReadMoreAnchor(text: string): boolean {
  return text.length <= 80 && text !== '' && readMoreAnchor.test(text)
}
