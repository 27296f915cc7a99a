/** The one stylesheet of the pages: light and dark, phone and desktop, nothing from elsewhere. */
import { dressStyle } from './style-parts.ts'

const ground = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f4f7f8, #0d1418);
  --surface: light-dark(#ffffff, #151f25);
  --raised: light-dark(#eef3f5, #1d2930);
  --line: light-dark(#d9e2e6, #2a3840);
  --ink: light-dark(#14212a, #e7eef2);
  --soft: light-dark(#4d5d68, #a3b5bf);
  --accent: light-dark(#08607d, #6fcdf0);
  --accent-ground: light-dark(#e0f1f7, #0f3340);
  --good: light-dark(#1d6b3f, #7fd6a3);
  --good-ground: light-dark(#e2f4e9, #12331f);
  --warn: light-dark(#8a4b00, #f2b866);
  --warn-ground: light-dark(#fdf0dc, #3a2a0f);
  --bad: light-dark(#a32020, #ff9c94);
  --bad-ground: light-dark(#fdeaea, #401a1a);
  --spun: light-dark(#6a3ea1, #cdb0f5);
  --spun-ground: light-dark(#f1e9fb, #2d1f44);
  --mono: ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
  font: 100%/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
}
*, *::before, *::after { box-sizing: border-box; }
html { scroll-padding-top: 5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); min-height: 100vh; display: flex; flex-direction: column; }
main { flex: 1; width: 100%; max-width: 74rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; outline: none; }
h1, h2, h3, h4, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
h1, h2, h3, p, li, dd, code, summary { overflow-wrap: anywhere; }
h1 { font-size: clamp(1.5rem, 1.1rem + 1.6vw, 2.1rem); line-height: 1.2; letter-spacing: -.015em; text-wrap: balance; }
h2 { font-size: 1.2rem; line-height: 1.3; letter-spacing: -.005em; margin-bottom: .75rem; }
h3 { font-size: 1.02rem; line-height: 1.35; }
h4 { font-size: .9rem; margin: .75rem 0 .25rem; }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: .06em; }
a:hover { text-decoration-thickness: .12em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
code { font-family: var(--mono); font-size: .86em; }
ul, ol { list-style: none; }
section { margin-top: 2.25rem; }
.sr { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.offscreen { position: fixed; top: 0; left: -999rem; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--surface); padding: .5rem 1rem; z-index: 2; }
.top { background: var(--surface); border-bottom: 1px solid var(--line); position: sticky; top: 0; z-index: 1; }
.bar { max-width: 74rem; margin: 0 auto; padding: 0 1.25rem; display: flex; align-items: center; gap: .25rem 2rem; flex-wrap: wrap; }
.brand { display: inline-flex; align-items: center; gap: .5rem; font-weight: 700; font-size: 1.08rem; letter-spacing: -.01em; color: var(--ink); text-decoration: none; padding: .8rem 0; }
.logo { width: 1.5rem; height: 1.5rem; fill: var(--accent); }
.logo .wave { fill: none; stroke: var(--surface); stroke-width: 1.6; stroke-linecap: round; }
.top ul { display: flex; gap: .25rem; }
.top li a { display: block; padding: .85rem .8rem; color: var(--soft); text-decoration: none; font-weight: 500; border-bottom: 3px solid transparent; }
.top li a:hover { color: var(--ink); }
.top li a[aria-current] { color: var(--ink); border-bottom-color: var(--accent); }
.foot { border-top: 1px solid var(--line); color: var(--soft); font-size: .88rem; padding: 1.25rem; text-align: center; }
.said { position: fixed; bottom: 1rem; left: 50%; transform: translateX(-50%); max-width: min(36rem, 90vw); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; background: var(--ink); color: var(--ground); padding: .6rem 1rem; border-radius: .6rem; font-size: .88rem; z-index: 3; }
.said:empty { display: none; }
.lead { color: var(--soft); margin-top: .3rem; font-size: 1.02rem; max-width: 46rem; }
.crumb { font-size: .9rem; margin-bottom: .4rem; }
.quiet { color: var(--soft); }
.warn { color: var(--warn); }
.hint { background: var(--raised); color: var(--soft); border-radius: .6rem; padding: .6rem .9rem; font-size: .92rem; margin-bottom: 1rem; }
.empty { background: var(--surface); border: 1px dashed var(--line); border-radius: .8rem; color: var(--soft); padding: 2rem; text-align: center; }
.meta { color: var(--soft); font-size: .9rem; }
.meta time, .meta code { white-space: nowrap; }
.meta code { white-space: normal; }
.plain.card { padding: .5rem 1.2rem; margin-bottom: .75rem; }
.plain li { padding: .3rem 0; }
.plain li + li { border-top: 1px solid var(--line); }
`

/** CSS for every page. */
export const style = ground + dressStyle
