/** A QR code for the camera of a phone. */
import { renderSVG } from 'uqr'

/** Levels of error correction cost room; a screen is clean and flat. Longer addresses than this make codes no phone reads. */
const addressCharactersMax = 1_000

/** SVG with its own white ground, so that dark pages do not turn it around; undefined for an address too long. */
export function renderQrCode(address: string): string | undefined {
  if (address.length > addressCharactersMax) return undefined
  return renderSVG(address, { ecc: 'M', border: 3, pixelSize: 6 })
}
