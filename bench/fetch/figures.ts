/** One line of the benchmark's table. */
export interface Figures {
  readonly name: string
  readonly sources: number
  readonly wallMs: number
  /** User and system time of the client and its children. */
  readonly cpuMs: number
  /** Peak resident set of the client, undefined where it is many processes. */
  readonly peakMb: number | undefined
}

export function tableRow({ name, sources, wallMs, cpuMs, peakMb }: Figures): string {
  const columns = [
    name.padEnd(38),
    String(sources).padStart(8),
    (wallMs / 1000).toFixed(2).padStart(8),
    Math.round((sources / wallMs) * 1000)
      .toString()
      .padStart(10),
    Math.round((cpuMs / sources) * 1000)
      .toString()
      .padStart(14),
    (peakMb === undefined ? '-' : peakMb.toFixed(0)).padStart(8),
  ]
  return columns.join(' ')
}

export const tableHead = `${'client'.padEnd(38)}  sources   wall s  sources/s  CPU us/source  peak MB`
