/** What a loader does beyond compiling. All of it survives `structuredClone`. */
export interface LoaderOptions {
  /**
   * Whether a query on a file's URL chooses how it is loaded: `?perdure=plain` strips its types only,
   * `?perdure=compiled` compiles it too. Its local imports inherit the whole query, so that each query
   * (`?perdure=compiled&run=3`) is a complete module graph of its own. Default: false.
   */
  readonly variants?: boolean;
  /**
   * A file's URL (`import.meta.url`): `perdure`, `perdure/*` and `@perdure/*` resolve as if that file had
   * imported them; always for variants, for other files where they do not resolve by themselves.
   */
  readonly perdureFrom?: string;
}
