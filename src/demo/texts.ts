/** The newsroom's stories, all of them invented: paragraphs as their outlets would print them. */

export interface Text {
  readonly slug: string
  readonly title: string
  readonly paragraphs: readonly string[]
}

/** The original report that everyone else lives on. */
export const harbourPact: Text = {
  slug: 'veldland-and-osmark-sign-harbour-pact',
  title: 'Veldland and Osmark sign 28 accords, widen coast guard work in shadow of grain row',
  paragraphs: [
    'TOLLHAVEN — Veldland and Osmark signed 28 agreements on Monday and extended their coast guard partnership by ten years, even as a dispute over grain tariffs strains ties between Veldland and its largest customer, the Northern Union.',
    'President Ansgar Tolvik received Prime Minister Mirelle Dastan at the old customs house in Tollhaven for the 21st annual summit of the two neighbours. It was her second trip abroad since the 2021 election.',
    '“The breadth of what was signed today tells you how many sides this partnership has,” Foreign Secretary Hendrik Brandsma-Okoye told reporters after the talks. He said a programme for joint patrols would run from 2027 to 2037.',
    'Under the programme the two navies will share radar stations at Kap Sorrel and Lyng, train 600 officers a year and build a common spare-parts depot for the SK-40 patrol boat, of which Osmark has ordered 14.',
    'Keeping doors open',
    'The meeting came three weeks after the Northern Union raised its duty on Veldland barley to 23% and threatened to double it in spring. Veldland sold 4.1 million tonnes of grain to the union last year, 38% of its exports.',
    '“Tollhaven wants to show that it has somewhere else to go,” said Ruth Calloway-Imre, who directs the maritime programme at the Lindqvist Institute. “It does not want to leave the union’s market. It wants to be asked to stay.”',
    'Calloway-Imre told Harbour Ledger’s “Morning Tide” that neither side expects the pact to replace the trade with the union. “Most of the eggs are still in that basket,” she said. “But they have bought a second basket.”',
    'Read more of Harbour Ledger’s coverage of the grain row',
    'Osmark, which imports nine-tenths of its wheat, agreed to buy 750,000 tonnes over five years at a price fixed each October. A clause lets either government suspend deliveries after a failed harvest.',
    'The accords also cover a 62-kilometre power cable under the Sund, recognition of 11 professional diplomas and a shared hospital ship. Work on the cable is to begin in March and will cost 940 million crowns, two-thirds of it paid by Osmark.',
    'Not everything was settled. A treaty on fishing quotas around the Skerry Bank, promised since 2018, was put off again. Fishermen from Lyng blocked the harbour mouth with 37 boats for two hours on Monday morning and let the ferry through at noon.',
    '“We hear about cables and hospitals,” said their spokeswoman, Dagny Ferro. “Nobody on that stage has said the word herring.”',
    'The Northern Union’s trade commissioner, Pascal Werth, said in a short statement that he had taken note of the agreements and that talks on the barley duty would resume on 9 December as planned.',
  ],
}

/** What a translation there and back makes of it: every sentence reworded, names misspelt, figures kept. */
export const harbourPactSpun: Text = {
  slug: 'veldland-and-osmark-sign-harbour-pact',
  title: 'Veldland, Osmark expand relations and cooperation of the coast guards',
  paragraphs: [
    'Although a conflict about cereal duties burdens the relations with the Northern Union, the biggest buyer of Veldland, Veldland and Osmark on Monday have concluded 28 accords and prolonged for a decade their cooperation between coast guards.',
    'The 21st yearly summit meeting of the neighbouring countries took place in the former customs building of Tollhaven, where Prime Minister Mirelle Dashtan was welcomed by President Ansgar Tolwick. Since the elections of 2021 this was the second foreign journey for her.',
    '“How many facets this partnership possesses, shows the range of that which one signed today,” explained Foreign Secretary Hendrick Bransma-Okoje to the journalists following the conversations. From 2027 until 2037, a plan of common patrols will apply, so he.',
    'The plan foresees that the radar posts in Cape Sorrel and Lyng are used jointly by both fleets, that 600 officers are formed annually and that a warehouse of replacement pieces arises for the patrol ship SK-40; 14 of these Osmark has commanded.',
    'Leave the doors open',
    'Three weeks previously the barley of Veldland was charged by the Northern Union with a customs duty of 23%, and for the spring a doubling was menaced. Last year 4.1 million tons of cereals went to the union, which are 38% of the exportations of Veldland.',
    '“That it can go to another place, this is what Tollhaven would like to demonstrate,” so Ruth Caloway-Imra, leader of the sea program of the Lindquist Institute. “To abandon the market of the union is not its desire. That one begs it to remain, is.”',
    'That the agreement will substitute the commerce with the union is not awaited by either part, Caloway-Imra told Harbour Ledger in its program “Morning Tide”. “In that basket lie still the majority of the eggs,” she added. “A basket number two, however, was acquired.”',
    'Read more about the coverage of Harbour Ledger of the cereals dispute:',
    'Nine tenths of the wheat of Osmark come from abroad; in five years it will now purchase 750,000 tons, with the price being determined every October. If a harvest fails, the supplies can be paused by each of the governments.',
    'Also contained in the accords are a hospital vessel used in common, the acknowledgement of 11 diplomas of professions and an electricity cable of 62 kilometers below the Sund. Its construction, starting in March, has costs of 940 million crowns, whereof Osmark takes over two thirds.',
    'Some things remained open. Again postponed was the contract over the catch quotas at the Skerry Banks, which had been announced since 2018. On Monday in the morning 37 boats of fishers of Lyng closed for two hours the entrance of the port; the ferry could pass at midday.',
    '“Of hospitals and of cables one speaks to us,” thus Dagny Fero, who speaks for them. “The herring was not mentioned by a single person upon that podium.”',
    'Pascal Wert, commissioner for commerce of the Northern Union, communicated briefly that the accords had come to his knowledge and that the conversations on the duty for barley continue on the 9 December according to the plan.',
  ],
}

/** A second outlet's own reporter was there: shared facts, own words, own voices. */
export const harbourPactOwnReport: Text = {
  slug: 'fishing-boats-steal-the-show-at-tollhaven-summit',
  title: 'Fishing boats steal the show as Dastan visits Tollhaven',
  paragraphs: [
    'The brass band had to wait. When Mirelle Dastan’s convoy reached the quay in Tollhaven on Monday, the road was lined with nets, and the noise came from horns, not trumpets.',
    'For two hours the fishing fleet of Lyng held the harbour mouth while, a few hundred metres away, two governments prepared to sign more papers than most people on the quay could name.',
    'Oskar Rindal, 58, has fished the Skerry Bank since he was a boy. His quota shrank by a fifth this year and he expects to sell his boat before summer. “They share a hospital ship now,” he said, wiping rain from his glasses. “I would like to share some cod.”',
    'Inside the customs house the mood was warmer. Aides spoke of a friendship renewed, and the two leaders toured a school where children from both coasts sang in each other’s language.',
    'Opposition leader Petra Sandvold called the ceremony a distraction. She said farmers around Osterby were storing barley in sports halls because the union’s duty had priced them out, and no cable under the sea would move it.',
    'Shopkeepers near the port counted their losses in coffee and cake. Bakery owner Ilse Hamre said she threw away 90 buns. “Next summit, they should land somewhere else,” she said.',
    'By nightfall the boats had gone home. The fishermen’s council meets on Thursday to decide whether to come back.',
  ],
}

/** A third outlet's analysis of the same event. */
export const harbourPactAnalysis: Text = {
  slug: 'what-the-tollhaven-accords-mean-for-bread',
  title: 'What the Tollhaven accords mean for the price of bread',
  paragraphs: [
    'Bakers in Osmark should not expect cheaper flour soon. The wheat deal signed in Tollhaven fixes how much will be delivered and when the price is set, but it leaves open who carries the freight.',
    'Shipping a tonne from the silos at Osterby to the mills of Karst costs about 41 crowns at present, nearly double the rate before the strikes of last autumn, according to brokers at Feldmann & Daughters.',
    'Economist Tomas Arvell of the Karst School of Economics has modelled three outcomes. In the best, bread becomes two per cent cheaper by the end of next year. In the worst, a poor harvest triggers the suspension clause and prices jump by a tenth.',
    '“The clause is the whole treaty,” Arvell said. “Everything before it is decoration.”',
    'Mills have begun to hedge. The largest, Karst Grain Works, bought options for 80,000 tonnes on the Merrow exchange in the week before the summit, filings show.',
    'Consumers will notice the accords elsewhere first: the recognition of diplomas allows some 2,300 nurses and electricians to take jobs across the water from January.',
  ],
}

const quarter = (ordinal: string, months: string, figures: readonly string[]): Text => ({
  slug: `corvane-${ordinal}-quarter-results`,
  title: `Corvane reports ${ordinal} quarter results`,
  paragraphs: [
    `Corvane Instruments today reported its results for the ${ordinal} quarter, the months ${months}. Revenue was ${figures[0]} million crowns, and net income was ${figures[1]} million crowns, or ${figures[2]} crowns per diluted share.`,
    `Orders received in the ${ordinal} quarter came to ${figures[3]} million crowns. The order book at the end of the quarter stood at ${figures[4]} million crowns. Gross margin was ${figures[5]} per cent of revenue.`,
    `“We thank our customers and our ${figures[6]} employees for a quarter of solid execution,” said the chief executive, Livia Marrant. “Demand for our optical gauges remains healthy in every region.”`,
    `Cash at the end of the quarter was ${figures[7]} million crowns. The company invested ${figures[8]} million crowns in its plant at Orsay Hill and bought back ${figures[9]} of its own shares.`,
    `For the next quarter Corvane expects revenue between ${figures[10]} and ${figures[11]} million crowns. The board will discuss the results in a call at ten o’clock on ${figures[12]}.`,
  ],
})

/** Same form, other figures: two stories. */
export const firstQuarter: Text = quarter('first', 'January to March', [
  '412.6',
  '38.1',
  '1.27',
  '455.9',
  '1,204.3',
  '41.8',
  '3,120',
  '266.4',
  '19.7',
  '84,000',
  '420',
  '435',
  '24 April',
])
export const secondQuarter: Text = quarter('second', 'April to June', [
  '437.2',
  '44.9',
  '1.50',
  '398.5',
  '1,165.6',
  '43.1',
  '3,188',
  '291.0',
  '27.3',
  '112,500',
  '425',
  '445',
  '23 July',
])

/** Found first in a repost; the original goes online a round later. */
export const lanternOriginal: Text = {
  slug: 'lantern-station-counts-storm-petrels',
  title: 'How a lantern and 140 volunteers counted the storm petrels of Hesk',
  paragraphs: [
    'HESK — For nine nights in August, 140 volunteers crawled over the boulder beaches of Hesk with red lanterns and a recording of a purring bird. They came back with a figure nobody had expected: 11,840 breeding pairs of storm petrel, twice the estimate of 2009.',
    'The birds weigh 26 grams and come ashore only in darkness. To count them, a volunteer plays the call of a male into a crevice and waits ten seconds. If somebody is at home, it answers.',
    '“You are knocking on 6,000 doors and asking whether anyone is in,” said Signe Aldous, who led the survey for the Hesk Bird Station. “The polite ones answer. We correct for the rude ones.”',
    'About 38% of birds answer on any given night, trials with 212 marked burrows showed. The team divided by that share and checked the result with thermal cameras on the western beach.',
    'Rats were cleared from the island in 2014 at a cost of 3.2 million crowns. Aldous believes the recovery began the summer after. Shearwaters have returned as well, with 57 pairs where there had been none since 1961.',
    'Not every beach did well. On Little Hesk, where walkers land from May to September, the count fell from 430 pairs to 290. The station wants landings there limited to 50 people a day.',
    'The island council votes on the limit on 14 November. Its chair, Magnus Orrin, said he had no objection in principle but wanted the ferry company heard first.',
  ],
}

export const lanternSpun: Text = {
  slug: 'lantern-station-counts-storm-petrels',
  title: 'As 140 volunteers with a lamp numbered the petrels of the storm in Hesk',
  paragraphs: [
    'With red lamps and the recorded purr of a bird, 140 voluntary helpers crept in August during nine nights across the stone beaches of Hesk. The number they brought home surprised all: 11,840 couples of storm petrels breed there, the double of what was supposed in 2009.',
    'Only when it is dark the birds, of 26 grams weight, go on land. For the counting, a helper lets sound the voice of a male into a crack and is patient for ten seconds. When an inhabitant is present, one gets a reply.',
    '“At 6,000 doors one knocks to know if somebody is there,” thus Signa Aldus, head of the census for the Bird Station of Hesk. “An answer comes from the educated. For the impolite, a correction is calculated.”',
    'According to tests at 212 signed nests, in one night approximately 38% of the animals reply. By this part the group divided, and on the beach of the west thermal cameras confirmed the outcome.',
    'For 3.2 million crowns the island was freed of the rats in the year 2014. In the following summer the recuperation started, Aldus thinks. Also the shearwaters came again: 57 couples live where since 1961 no one lived.',
    'Some beaches had less luck. From 430 to 290 couples sank the number on Little Hesk, where hikers disembark between May and September. Not more than 50 persons daily shall disembark there, demands the station.',
    'On the 14 November the limit is voted by the council of the island. Magnus Orin, its president, has in principle nothing against it, but the company of the ferries should be listened to before.',
  ],
}
