/** Takes out of a page, before its main text is looked for, what is never part of it. */
import type { PageDocument, PageElement } from './dom.ts'

// Each line raised the F1 of Readability on both public benchmarks (bench/extract). Removing by class names such as
// "related" or "share" lowered it, so only structure and captions are touched.
const furniture = [
  'aside',
  'nav',
  'footer',
  'form',
  'button',
  'iframe',
  '[role="navigation"]',
  '[role="complementary"]',
  '[role="contentinfo"]',
  '[hidden]',
  '[aria-hidden="true"]:not(img):not(svg)',
].join(',')
const captions = 'figcaption,[class*="caption"],[class*="credit"]'

/** An element with this share of the page's text is the page, whatever it is called. */
const shareMax = 0.5
const captionCharactersMax = 600

const lengthOf = (element: PageElement): number => element.textContent?.length ?? 0

/** Removes navigation, forms, asides and captions in place. */
export function preClean(document: PageDocument): void {
  const whole = Math.max(1, document.body === null ? 0 : lengthOf(document.body))
  for (const element of document.querySelectorAll(furniture)) {
    if (element.querySelector('[itemprop="articleBody"]') !== null) continue
    if (lengthOf(element) <= shareMax * whole) element.remove()
  }
  for (const element of document.querySelectorAll(captions)) {
    if (lengthOf(element) < captionCharactersMax) element.remove()
  }
}
