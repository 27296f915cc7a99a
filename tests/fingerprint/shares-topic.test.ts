/** Appeals, addresses and disclaimers speak of nothing an article is about; its own sentences do. */
import { describe, expect, test } from 'vitest'
import { sharesTopic } from '../../src/fingerprint/shares-topic.ts'
import { readCorpusDocuments } from '../match/read-corpus.ts'

const originals = readCorpusDocuments().filter(({ kind }) => kind === 'original')

const furniture: Readonly<Record<string, readonly string[]>> = {
  en: [
    'Support the Courier with a small gift every month.',
    'Sign up for our morning newsletter and never miss a story.',
    'This material may not be published, broadcast or redistributed without permission.',
    'Photographs by our own staff unless stated otherwise.',
    'For corrections write to the desk at Harbour Street 12, Tolmere.',
  ],
  de: [
    'Unterstützen Sie unsere Redaktion mit einem Abonnement.',
    'Alle Rechte vorbehalten, Nachdruck nur mit schriftlicher Genehmigung.',
  ],
  fr: [
    'Abonnez-vous à notre lettre quotidienne pour ne rien manquer.',
    'Tous droits réservés, reproduction interdite.',
  ],
  es: ['Suscríbase a nuestro boletín diario y reciba las noticias cada mañana.'],
  it: ['Iscriviti alla nostra newsletter quotidiana per non perdere nulla.'],
  pt: ['Assine a nossa newsletter diária e apoie o jornalismo independente.'],
  nl: ['Abonneer je op onze dagelijkse nieuwsbrief en mis niets.'],
  ru: ['Подпишитесь на нашу ежедневную рассылку и поддержите редакцию.'],
  uk: ['Підпишіться на нашу щоденну розсилку та підтримайте редакцію.'],
  ar: ['اشترك في نشرتنا اليومية وادعم الصحافة المستقلة.'],
  hi: ['हमारा दैनिक समाचार पत्र पाने के लिए सदस्य बनें।'],
  zh: ['订阅我们的每日简报，支持独立新闻。'],
  ja: ['毎朝のニュースレターに登録して、独立した報道を支えてください。'],
}

describe.each(Object.entries(furniture))('%s', (language, sentences) => {
  const articles = originals.filter((document) => document.language === language)

  test('furniture shares the topic of no article', () => {
    expect(articles.length).toBeGreaterThanOrEqual(4)
    for (const { id, title, text } of articles) {
      const onTopic = sharesTopic(`${title}\n${text}`)
      for (const sentence of sentences) expect(onTopic(sentence), id).toBe(false)
    }
  })

  test('what an article tells of itself shares its topic', () => {
    for (const { id, title, text } of articles)
      expect(sharesTopic(text)(`${title}. ${text.slice(0, 160)}`), id).toBe(true)
  })
})
