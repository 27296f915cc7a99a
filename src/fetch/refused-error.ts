/** Thrown inside the connector when the guard says no; the fetcher turns it into a `refused` outcome. */

export class RefusedError extends Error {
  override readonly name = 'RefusedError'
}
