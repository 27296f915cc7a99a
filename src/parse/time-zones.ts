/** Zone names feeds write behind a time, as minutes east of Greenwich. */

/** RFC 822 section 5.1 first, then other well-known names. Where one has several meanings, one was chosen: IST is India, BST British Summer, CST Chicago. */
const minutesByName: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  wet: 0,
  est: -300,
  edt: -240,
  et: -300,
  cst: -360,
  cdt: -300,
  ct: -360,
  mst: -420,
  mdt: -360,
  mt: -420,
  pst: -480,
  pdt: -420,
  pt: -480,
  ast: -240,
  adt: -180,
  nst: -210,
  ndt: -150,
  akst: -540,
  akdt: -480,
  hst: -600,
  hast: -600,
  brt: -180,
  brst: -120,
  art: -180,
  clt: -240,
  clst: -180,
  cot: -300,
  pet: -300,
  bst: 60,
  west: 60,
  cet: 60,
  cest: 120,
  met: 60,
  mest: 120,
  mez: 60,
  mesz: 120,
  wat: 60,
  cat: 120,
  sast: 120,
  eet: 120,
  eest: 180,
  eat: 180,
  msk: 180,
  msd: 240,
  trt: 180,
  gst: 240,
  pkt: 300,
  ist: 330,
  npt: 345,
  ict: 420,
  wib: 420,
  wita: 480,
  wit: 540,
  hkt: 480,
  sgt: 480,
  myt: 480,
  pht: 480,
  awst: 480,
  jst: 540,
  kst: 540,
  acst: 570,
  acdt: 630,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
}

/** Further from Greenwich than any clock: not a zone. */
const minutesMax = 15 * 60

/**
 * `+0200`, `+02:00`, `+2`, `GMT+2`, `UTC-05:30`, `Z`, `EST`. Undefined when it is none of these; callers take that as
 * Greenwich, as RFC 2822 section 4.3 does for names without a meaning.
 */
export function zoneMinutes(text: string): number | undefined {
  const match = /^(?:(?:gmt|utc?)?\s*([+-])\s*(\d{1,2}):?(\d{2})?|([a-z]{1,5}))/i.exec(text.trim())
  if (match === null) return undefined
  const [, sign, hours, minutes, name] = match
  if (name !== undefined) return minutesByName[name.toLowerCase()]
  const total = Number(hours) * 60 + Number(minutes ?? 0)
  return total > minutesMax ? undefined : total * (sign === '-' ? -1 : 1)
}
