/** What came of a request: weather is a value. A `Fetcher` never throws for anything a server or the network does. */

/** Validators exactly as received (RFC 9110 section 8.8), to be echoed byte for byte. */
export interface Validators {
  readonly etag: string | undefined
  readonly lastModified: string | undefined
}

export interface RedirectHop {
  readonly status: number
  readonly from: string
  readonly to: string
}

export type FailureReason =
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'tooLarge'
  | 'tooManyRedirects'
  | 'badRedirect'
  | 'decode'
  | 'status'
  | 'aborted'
  | 'protocol'

interface Answered {
  /** Address that answered, after redirects. */
  readonly url: string
  readonly hops: readonly RedirectHop[]
  readonly validators: Validators
  /** From Cache-Control max-age or Expires, seconds; undefined when the server says nothing. */
  readonly freshForSeconds: number | undefined
}

export type FetchOutcome =
  | (Answered & {
      readonly kind: 'fetched'
      readonly status: number
      readonly contentType: string | undefined
      /** Feeds the `Link:` header offers, absolute. */
      readonly offered?: readonly string[] | undefined
      /** Decompressed. */
      readonly body: Uint8Array
      /** Bytes on the wire. */
      readonly wireBytes: number
    })
  | (Answered & { readonly kind: 'notModified' })
  | { readonly kind: 'gone'; readonly url: string; readonly hops: readonly RedirectHop[] }
  | { readonly kind: 'rateLimited'; readonly status: number; readonly retryAfterSeconds: number | undefined }
  | {
      readonly kind: 'refused'
      /** In words: why we did not ask (private address, robots.txt, scheme). */
      readonly reason: string
      readonly url: string
    }
  | {
      readonly kind: 'failed'
      readonly reason: FailureReason
      /** In words, for a person: `timed out after 20 s: GET https://…`. */
      readonly message: string
      readonly status: number | undefined
      readonly retryAfterSeconds: number | undefined
    }

export interface FetchRequest {
  readonly url: string
  /** A page obeys robots.txt (RFC 9309); a feed the user named does not. */
  readonly kind: 'feed' | 'page'
  readonly validators?: Validators | undefined
  /** Sent to the origin of `url` only. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly signal?: AbortSignal | undefined
}

/** The guarded client. Handed to whoever needs the web. */
export interface Fetcher {
  fetch(request: FetchRequest): Promise<FetchOutcome>
  /** Ends every connection. */
  close(): Promise<void>
}
