/** Plain stories that only one outlet has, so that the newsroom feels like one. All invented. */
import type { Text } from './texts.ts'

const story = (slug: string, title: string, ...paragraphs: readonly string[]): Text => ({
  slug,
  title,
  paragraphs,
})

export const ledgerStories: readonly Text[] = [
  story(
    'merrow-tram-line-seven-reopens',
    'Tram line 7 reopens in Merrow after 400 days',
    'MERROW — The first tram on line 7 left Glassworks Square at 5.12 on Monday with 61 passengers and a cake, 400 days after a sinkhole swallowed the track beneath Tanner Street.',
    'Engineers drove 318 concrete piles to reach firm ground under a medieval ditch that no map showed. The repair cost 54 million crowns, nine million more than planned, and the city has sued the firm that surveyed the street.',
    'Driver Benedikta Loos, who took the last tram out before the collapse, was at the controls again. “I have been driving a bus in between,” she said. “It is not the same. A bus has opinions.”',
    'The timetable returns to a tram every eight minutes. Night service starts on Friday. Traders in Tanner Street, who lost half of their custom, will pay no rent to the city until June.',
  ),
  story(
    'orsay-hill-observatory-mirror',
    'Observatory on Orsay Hill loses its mirror for two years',
    'ORSAY HILL — The 2.4-metre mirror of the Orsay Hill observatory has been lowered into a wooden box and sent on a low loader to be silvered anew, a journey of 900 kilometres at 30 kilometres an hour.',
    'Astronomers had complained since 2022 that faint stars came out fainter every season. A test in March showed that the coating reflected 71 per cent of the light, against 92 when it was new.',
    'While the dome stands empty, its director, Noor Achterberg, will let visitors look through the 1911 refractor on Saturday nights. Tickets for the first six weeks went in eleven minutes.',
    'The mirror is due back in autumn two years from now. Until then a survey of 14,000 variable stars, begun under Achterberg’s predecessor, has to pause.',
  ),
  story(
    'karst-library-returns',
    'A library book comes home to Karst, 83 years late',
    'KARST — A cookery book borrowed in the spring of 1943 has been returned to the Karst town library by the borrower’s grandson, who found it behind a stove in Lyng.',
    'Librarian Wanda Prell worked out the fine at 3,028 crowns and then tore up the slip. The book, on the preserving of plums, lacks only its index.',
    'Prell has put it in a case by the entrance beside the card that shows its last reader. Eleven people have since brought back overdue books of their own, the oldest from 1987.',
  ),
]

export const courierStories: readonly Text[] = [
  story(
    'lyng-school-solar-roof',
    'Pupils in Lyng run their school on a roof of their own',
    'The lights in Lyng’s upper school have been paid for by its pupils since Monday. A cooperative of 214 children and their parents put 380 panels on the gymnasium and sells what the school does not use.',
    'Treasurer Jonna Wiik, 16, keeps the books in a spreadsheet with seven tabs. In the first month the roof earned 9,400 crowns, more than the summer fair in three years.',
    'The idea came from a physics project that got out of hand. A bank lent the money against the signature of the head teacher, who says she has slept badly since and never regretted it.',
  ),
  story(
    'osterby-bridge-toll-vote',
    'Osterby votes to keep its bridge free',
    'By 5,212 votes to 4,870, the people of Osterby have refused a toll on the bridge over the Vanne. The council wanted two crowns a crossing to pay for new cables.',
    'Turnout was 64 per cent, the highest for a local vote since the brewery was saved in 1998. The mayor said she would now ask the province for a loan of 31 million crowns.',
    'Campaigner Ulf Berrigan, who stood on the bridge with a kettle for five Saturdays, said drivers had told him the same thing again and again: the bridge is the only thing here that works.',
  ),
]

export const quayStories: readonly Text[] = [
  story(
    'glass-eels-return-to-the-vanne',
    'Glass eels return to the Vanne in numbers not seen since 1984',
    'At dusk the water by the old lock looks as if it were boiling. It is eels, each the length of a finger and clear as a window, and biologist Frida Estes has stopped trying to count them one by one.',
    'A trap emptied every hour for a week held 88,000 animals. The station’s notebooks show nothing like it since 1984. Three weirs upstream were taken out in the last four years.',
    'Whether the run will last is another matter. The eels hatch in a sea 5,000 kilometres away, and what happens there nobody in Osterby can vote on.',
  ),
  story(
    'the-last-typesetter-of-merrow',
    'The last typesetter of Merrow puts down his stick',
    'Anselm Quist has set his last line. At 91 he has sold the lead, given the cases to the museum and kept one letter for himself, a lower-case g that he says is the best he ever saw.',
    'He set ballot papers for eleven governments, three of which he voted for. The longest word he ever had to break was on a label for cough syrup.',
    'The shop in Bellfounder Lane becomes a café. The new owner has promised to keep the clock, which has run four minutes fast since 1966 on purpose, so that nobody missed the post.',
  ),
]

export const bulletinStories: readonly Text[] = [
  story(
    'sund-ferry-winter-timetable',
    'Sund ferries keep night sailing through winter',
    'The night ferry across the Sund will run all winter for the first time, the operator said on Monday after bookings by lorry drivers rose by 46 per cent. It leaves Tollhaven at 23.40 and reaches Karst at 5.55.',
    'Two of the older ships have been given new engines that burn methanol. The third, the Hedda, goes to a breaker’s yard in January after 44 years and, by the company’s reckoning, 61,000 crossings.',
    'Fares stay as they are until Easter. Cyclists travel free on Tuesdays, a rule from 1979 that nobody at the company can explain and nobody dares to end.',
  ),
]
