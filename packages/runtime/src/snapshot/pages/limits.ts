/** From where on a state is split, and into what; measured by `npm run bench -- snapshots`. */
export interface PageLimits {
  /** Longest head, in characters, whose objects all stay in it. */
  readonly head: number;
  /** Head from which on objects move at once; in a shorter one only those that the commit before had as well. */
  readonly atOnce: number;
  /** A page takes no further object beyond so many characters. */
  readonly page: number;
  /** Most entries in a part of an array, Map or Set. */
  readonly entries: number;
  /** A longer text has a page of its own. */
  readonly text: number;
  /** Fewest new objects after which those that nothing leads to are looked for. */
  readonly garbage: number;
}

export const PAGE_LIMITS: PageLimits = {
  head: 4096,
  atOnce: 65_536,
  page: 1024,
  entries: 64,
  text: 1024,
  garbage: 1000,
};
