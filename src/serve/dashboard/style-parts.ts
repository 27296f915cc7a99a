/** The parts of the stylesheet that dress what stands on the pages: cards, badges, forms, lists, tables, pictures. */

const controls = `
button, .button { font: inherit; font-weight: 600; font-size: .92rem; line-height: 1.2; display: inline-block; padding: .55rem .95rem; border-radius: .55rem; border: 1px solid transparent; background: var(--accent); color: var(--ground); text-decoration: none; cursor: pointer; }
button:hover, .button:hover { filter: brightness(1.12); }
button[hidden] { display: none; }
button.copy { background: var(--raised); color: var(--ink); border-color: var(--line); padding: .4rem .75rem; font-size: .85rem; flex: none; min-width: 4.6rem; }
input, select { font: inherit; font-weight: 400; font-size: .95rem; color: var(--ink); background: var(--surface); border: 1px solid light-dark(#8a9aa4, #61737d); border-radius: .55rem; padding: .5rem .65rem; width: 100%; min-width: 0; min-height: 2.6rem; }
input::placeholder { color: var(--soft); opacity: 1; }
label { font-size: .84rem; font-weight: 600; color: var(--soft); display: grid; gap: .25rem; min-width: 0; }
.filters { display: grid; grid-template-columns: minmax(12rem, 1fr) minmax(0, 2fr) auto auto; gap: .75rem; align-items: end; background: var(--surface); border: 1px solid var(--line); border-radius: .9rem; padding: 1rem; margin: 1.25rem 0; }
.filters:not([role]) { grid-template-columns: repeat(2, minmax(8rem, 16rem)) auto; justify-content: start; }
.filters button { min-height: 2.6rem; }
.filters .more { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: .75rem; }
.reset { padding: .6rem .2rem; font-size: .9rem; }
.pager { display: flex; gap: .75rem; justify-content: space-between; margin-top: 1.5rem; }
.pager [rel='next'] { margin-left: auto; }
.tabs { display: flex; gap: .5rem; flex-wrap: wrap; margin: 1.25rem 0; }
.tabs a { display: block; padding: .4rem .9rem; border-radius: 2rem; border: 1px solid var(--line); background: var(--surface); color: var(--ink); text-decoration: none; font-size: .92rem; }
.tabs a:hover { border-color: var(--accent); }
.tabs a[aria-current] { background: var(--ink); border-color: var(--ink); color: var(--ground); }
details > summary { cursor: pointer; color: var(--accent); font-weight: 600; font-size: .92rem; padding: .35rem 0; }
`

const badges = `
.badge { display: inline-block; padding: .08rem .55rem; border-radius: 2rem; font-size: .78rem; font-weight: 600; white-space: nowrap; background: var(--raised); color: var(--soft); border: 1px solid transparent; }
.level-E4, .level-E3, .health-works { background: var(--good-ground); color: var(--good); }
.level-E2, .level-E1 { background: var(--warn-ground); color: var(--warn); }
.level-EX, .health-fails, .health-gone, .veto { background: var(--bad-ground); color: var(--bad); }
.kind-spun { background: var(--spun-ground); color: var(--spun); }
.kind-nearDuplicate, .kind-sameText, .kind-sameAddress { background: var(--accent-ground); color: var(--accent); }
.origin-mark { background: var(--accent); color: var(--ground); }
.speaks { border-color: var(--line); }
`

const lists = `
.card { background: var(--surface); border: 1px solid var(--line); border-radius: .9rem; padding: 1.1rem 1.2rem; min-width: 0; }
.cards { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); }
.cards.sources { grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)); }
.cards.one-column { grid-template-columns: minmax(0, 1fr); }
.feed { display: grid; gap: .55rem; align-content: start; }
.address { display: flex; align-items: center; gap: .6rem; background: var(--raised); border-radius: .55rem; padding: .45rem .45rem .45rem .75rem; min-height: 3rem; }
.address code { flex: 1; min-width: 0; user-select: all; }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: .6rem 1rem; }
.qr img { display: block; background: #fff; border-radius: .5rem; margin-top: .5rem; max-width: 100%; height: auto; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 1px; background: var(--line); border: 1px solid var(--line); border-radius: .9rem; overflow: hidden; margin-top: 1.5rem; }
.figures > div { background: var(--surface); padding: 1rem 1.2rem; }
.figures dt { color: var(--soft); font-size: .86rem; font-weight: 600; }
.figures dd { font-size: 1.7rem; font-weight: 700; line-height: 1.25; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.figures dd.small { font-size: 1.25rem; line-height: 2.125rem; }
.figures dd.note { font-size: .86rem; font-weight: 400; letter-spacing: 0; color: var(--soft); }
.figures dd.warn { color: var(--warn); font-weight: 600; }
.stories { background: var(--surface); border: 1px solid var(--line); border-radius: .9rem; overflow: hidden; margin: 0 0 1rem; }
.story { display: grid; grid-template-columns: minmax(0, 1fr) 11rem; gap: 1rem; padding: .9rem 1.2rem; align-items: center; }
.story + .story { border-top: 1px solid var(--line); }
.story h3, .dropped h2 { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
.story h3 a { color: var(--ink); text-decoration: none; }
.story h3 a:hover { color: var(--accent); text-decoration: underline; }
.story .meta { display: flex; flex-wrap: wrap; align-items: center; gap: .15rem .7rem; margin-top: .25rem; }
.publisher { font-weight: 600; color: var(--ink); }
.copies { text-align: right; font-size: .88rem; color: var(--soft); line-height: 1.35; }
.copies strong { display: block; color: var(--ink); font-size: 1rem; }
.source { display: grid; gap: .5rem; align-content: start; }
.source-head { display: flex; gap: .75rem; justify-content: space-between; align-items: start; }
.source-head h2, .dropped h2 { font-size: 1.02rem; margin: 0; min-width: 0; }
.trouble { color: var(--bad); background: var(--bad-ground); border-radius: .5rem; padding: .4rem .7rem; font-size: .92rem; }
.moved { color: var(--warn); background: var(--warn-ground); border-radius: .5rem; padding: .4rem .7rem; font-size: .92rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .35rem 1rem; font-size: .9rem; }
.facts dt { color: var(--soft); font-size: .82rem; }
.spark { display: block; width: 100%; max-width: 15rem; height: 1.5rem; }
.spark .news, .chart .news { fill: var(--accent); }
.spark .quiet-bar { fill: light-dark(#9fb1bb, #566771); }
.spark .bad { fill: var(--bad); }
.chart { margin: 1.25rem 0; background: var(--surface); border: 1px solid var(--line); border-radius: .9rem; padding: 1rem 1.2rem; }
.chart svg { display: block; max-width: 100%; height: 3.75rem; }
.chart .some-failed { fill: var(--warn); }
.chart figcaption { color: var(--soft); font-size: .88rem; margin-top: .5rem; }
.dropped { display: grid; gap: .25rem; }
.dropped h2 a { color: var(--ink); }
.dropped > p::first-letter { text-transform: uppercase; }
.into { font-size: .95rem; }
`

const storyPage = `
.origin { border-left: 5px solid var(--accent); display: grid; gap: .55rem; margin-top: 1.5rem; }
.origin h2 { margin: 0; }
.origin h3 { margin-top: .4rem; }
.evidence li { display: grid; grid-template-columns: minmax(0, 1fr) 6rem; gap: 1rem; align-items: center; padding: .35rem 0; border-top: 1px solid var(--line); }
.evidence li > span { display: block; }
.evidence li > span::first-letter, .in-force li::first-letter { text-transform: uppercase; }
.in-force { margin: .25rem 0 .75rem; }
meter { width: 6rem; height: .7rem; }
.side-by-side { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 23rem), 1fr)); align-items: start; }
.article { display: grid; gap: .6rem; }
.article header { display: grid; gap: .3rem; }
.article .meta { display: flow-root; }
.article .badge { margin-left: .25rem; }
.is-origin { border-color: var(--accent); box-shadow: inset 0 3px 0 var(--accent); }
.says { background: var(--raised); border-radius: .6rem; padding: .55rem .85rem; font-size: .93rem; }
.says li::first-letter { text-transform: uppercase; }
.says li + li { margin-top: .35rem; }
.opening { font-size: .96rem; }
.text p { margin-top: .5rem; }
.text { max-height: none; }
.passages ol { display: grid; gap: .6rem; }
.passages li { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .1rem .9rem; font-size: .88rem; border-top: 1px solid var(--line); padding-top: .5rem; }
.passages li > p:nth-child(2) { border-left: 3px solid var(--spun); padding-left: .6rem; }
.passages .alike { grid-column: 1 / -1; color: var(--soft); font-size: .8rem; }
.scores { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .15rem 1rem; font-size: .84rem; }
.scores > div { display: flex; justify-content: space-between; gap: .5rem; border-bottom: 1px dotted var(--line); }
.scores dt { color: var(--soft); }
.scores dd { font-variant-numeric: tabular-nums; }
section.card { margin-top: 2rem; }
.corrections { margin-bottom: .5rem; }
.corrections > li { padding: .5rem 0 .75rem; display: grid; gap: .35rem; }
.address-line { overflow-wrap: anywhere; }
`

const table = `
table.runs { width: 100%; border-collapse: separate; border-spacing: 0; background: var(--surface); border: 1px solid var(--line); border-radius: .9rem; overflow: hidden; margin-top: 1.25rem; font-variant-numeric: tabular-nums; }
.runs th, .runs td { padding: .6rem 1rem; text-align: right; border-top: 1px solid var(--line); font-weight: 400; }
.runs thead th { border-top: 0; color: var(--soft); font-size: .84rem; font-weight: 600; background: var(--raised); }
.runs th:first-child { text-align: left; }
.runs td.warn { font-weight: 700; }
`

const narrow = `
@media (max-width: 60rem) {
  .filters { grid-template-columns: minmax(0, 1fr) auto auto; }
  .filters .wide, .filters .more { grid-column: 1 / -1; }
  .filters:not([role]) { grid-template-columns: repeat(2, minmax(0, 1fr)) auto; }
}
@media (max-width: 44rem) {
  main { padding: 1.1rem .9rem 2rem; }
  .bar { padding: 0 .9rem; gap: 0; }
  .brand { padding: .6rem 0 .1rem; }
  .top { position: static; }
  .top nav { width: 100%; }
  .top ul { gap: 0; justify-content: space-between; }
  .top li a { padding: .65rem .3rem; font-size: .95rem; }
  .figures { grid-template-columns: 1fr 1fr; }
  .figures > div { padding: .8rem .9rem; }
  .story { grid-template-columns: minmax(0, 1fr); gap: .35rem; padding: .8rem .9rem; }
  .copies { text-align: left; display: flex; gap: .5rem; flex-wrap: wrap; }
  .filters .more { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .filters:not([role]) { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .passages li { grid-template-columns: minmax(0, 1fr); }
  .evidence li { grid-template-columns: minmax(0, 1fr) 4rem; }
  meter { width: 4rem; }
  .address { flex-wrap: wrap; padding: .6rem; }
  .address code { flex-basis: 100%; }
  .runs thead { display: none; }
  .runs, .runs tbody, .runs tr, .runs th, .runs td { display: block; text-align: left; }
  .runs tr { padding: .7rem .9rem; border-top: 1px solid var(--line); display: grid; grid-template-columns: 1fr 1fr; gap: .1rem 1rem; }
  .runs tr:first-child { border-top: 0; }
  .runs th, .runs td { padding: .1rem 0; border: 0; }
  .runs th { grid-column: 1 / -1; font-weight: 600; }
  .runs td::before { content: attr(data-label) ' '; color: var(--soft); font-size: .86rem; }
}
@media (prefers-reduced-motion: no-preference) {
  button, .button, .tabs a { transition: filter .12s, border-color .12s; }
}
`

/** In the order in which later rules override earlier ones. */
export const dressStyle = controls + badges + lists + storyPage + table + narrow
