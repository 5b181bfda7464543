/**
 * Changes every text that holds data on its way into the store and back: to encrypt it, or to compress it. Called
 * often, and must answer at once. What `encode` gives, `decode` has to give back, also after a restart.
 */
export interface Codec {
  encode(text: string): string;
  /** Throws where it cannot; the execution that the text belongs to then waits as `needs_code`. */
  decode(text: string): string;
  /** Whether texts are read that were stored without any codec. Default false: they are refused. */
  readonly readsPlain?: boolean;
}
