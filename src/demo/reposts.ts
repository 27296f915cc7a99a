/** Stories the newsroom's feeds carry as copies only: what becomes of each depends on what its claimed original answers. All invented. */
import type { Text } from './texts.ts'

/** The claimed page shows the same text. */
export const beaverDam: Text = {
  slug: 'beavers-stop-the-varn-a-second-time',
  title: 'Beavers stop the Varn a second time, and the mill with it',
  paragraphs: [
    'The turbine of the Ostermill stood still for 19 hours on Sunday because a family of beavers had closed the Varn with 340 kilos of willow, two fence posts and a garden bench.',
    'It was their second dam at that spot since September. The first held for six weeks and put 11 cellars in Weavers’ Row under water, which cost the insurers 86,000 crowns.',
    'Miller Corin Vandal has asked for leave to move the animals upstream. The district’s warden, Leonie Aske, wants to fit a pipe through the dam instead: it costs 2,700 crowns and the beavers, she says, do not read maps.',
    'The bench belongs to the parish. It will be let down into its old place on Friday, 400 metres against the current.',
  ],
}

/** The claimed page wants to be paid for. */
export const tunnelBill: Text = {
  slug: 'sund-tunnel-bill-doubles-behind-closed-doors',
  title: 'Sund tunnel bill doubles behind closed doors',
  paragraphs: [
    'The rail tunnel under the Sund will cost 7.9 billion crowns, more than twice what parliament was told in 2023, according to minutes of the supervisory board.',
    'The board met 14 times in the past year and recorded a vote twice. Engineers had warned in March that the clay at kilometre 31 swells when it is drained.',
    'The transport ministry confirmed that the minutes are genuine. Finance minister Jorun Estermann has called the chair of the board, Hauke Brill, to her office for Wednesday at 8.30.',
    'Of the 22 kilometres to be bored, the machines Alma and Greta have done nine. They have stood still since 2 October.',
  ],
}

/** Only the name of its agency is left, and the agency has no page of it. */
export const orchardFrost: Text = {
  slug: 'late-frost-takes-half-of-the-merrow-plums',
  title: 'Late frost takes half of the Merrow plums',
  paragraphs: [
    'Three nights of frost in April have cost the growers around Merrow 52 per cent of their plums, the fruit cooperative said after counting 1,800 trees.',
    'Sour cherries fared better with a loss of 17 per cent. Apples, which flowered a week later, were spared.',
    'The cooperative’s head, Benno Tarrant, said members had burned 64 tonnes of pellets in 9,000 smudge pots. He put the damage at 12 million crowns and ruled out dearer jam before Christmas.',
  ],
}

/** Only the name of its agency is left, and the agency's own feed lists it. */
export const lighthouseSale: Text = {
  slug: 'lighthouse-of-kap-sorrel-finds-a-buyer',
  title: 'Lighthouse of Kap Sorrel finds a buyer after 31 viewings',
  paragraphs: [
    'The lighthouse of Kap Sorrel has been sold for 410,000 crowns to a retired piano tuner from Lyng, the coastal authority said on Tuesday.',
    'Thirty-one parties had climbed the 173 steps since the light was switched off in 2020. Most came down with a question about the heating, of which there is none.',
    'The buyer, Ottmar Reeve, wants to tune the fog horn to B flat and sound it once a year. The authority has agreed, provided that shipping is told 48 hours ahead.',
    'Its lamp, built in 1911, goes to the maritime museum in Tollhaven.',
  ],
}

/** Its publisher calls another outlet's report its original, which tells another story. */
export const kettleMiracle: Text = {
  slug: 'this-kettle-trick-halves-your-power-bill',
  title: 'This kettle trick halves your power bill, experts stunned',
  paragraphs: [
    'A simple trick with the kettle that stands in every kitchen can halve the power bill of a household of four, a study of 12 homes is said to show.',
    'All it takes is a saucer, a cork and a spoon of salt. The power companies, readers write, would rather that nobody knew of it.',
    'Users report savings of up to 47 crowns a week. The offer of the matching cork set ends at midnight, with 6 sets left at 99 crowns.',
  ],
}
