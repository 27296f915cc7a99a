/** Numbers of any number of bits packed without gaps, most significant bit first. */

export interface BitWriter {
  bytes: Uint8Array
  bits: number
}

/** Appends the low `width` bits (at most 32) of `value`. */
export function writeBits(writer: BitWriter, value: number, width: number): void {
  if ((writer.bits + width + 7) >>> 3 > writer.bytes.length) {
    const grown = new Uint8Array(writer.bytes.length * 2)
    grown.set(writer.bytes)
    writer.bytes = grown
  }
  for (let left = width; left > 0;) {
    const room = 8 - (writer.bits & 7)
    const taken = Math.min(room, left)
    const part = (value >>> (left - taken)) & ((1 << taken) - 1)
    const at = writer.bits >>> 3
    writer.bytes[at] = (writer.bytes[at] ?? 0) | (part << (room - taken))
    writer.bits += taken
    left -= taken
  }
}

export interface BitReader {
  readonly bytes: Uint8Array
  bits: number
}

/** The next `width` bits (at most 32) as a number from 0. Throws RangeError past the end. */
export function readBits(reader: BitReader, width: number): number {
  if (reader.bits + width > reader.bytes.length * 8) throw new RangeError('the fingerprint ends too early')
  let value = 0
  for (let left = width; left > 0;) {
    const room = 8 - (reader.bits & 7)
    const taken = Math.min(room, left)
    const byte = reader.bytes[reader.bits >>> 3] ?? 0
    value = (value << taken) | ((byte >>> (room - taken)) & ((1 << taken) - 1))
    reader.bits += taken
    left -= taken
  }
  return value >>> 0
}
