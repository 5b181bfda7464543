import type { HistoryEntry } from "../store.js";
import type { Codec } from "./codec.js";

/** Before every encoded text: no JSON begins so. */
const MARK = "~";

/** A codec over the texts that a store holds. None of the functions throws for a text that cannot be decoded. */
export class Texts {
  readonly #codec: Codec;

  constructor(codec: Codec) {
    this.#codec = codec;
  }

  readonly encode = <T extends string | null | undefined>(text: T): T =>
    (text === null || text === undefined ? text : this.#encoded(text)) as T;

  /** A text of the snapshot codec; one that cannot be decoded becomes one that says so when it is read. */
  readonly decode = <T extends string | null | undefined>(text: T): T => {
    if (text === null || text === undefined) return text;
    try {
      return this.#decoded(text) as T;
    } catch (error) {
      return JSON.stringify({ $: "undecodable", problem: messageOf(error) }) as T;
    }
  };

  /** A text that people read, some of which the store writes itself. */
  readonly decodeShown = <T extends string | null | undefined>(text: T): T => {
    if (text === null || text === undefined || !text.startsWith(MARK)) return text;
    try {
      return this.#decoded(text) as T;
    } catch (error) {
      return `(not decoded: ${messageOf(error)})` as T;
    }
  };

  /** A JSON array of entries, whose labels and errors may hold data. */
  readonly encodeHistory = (entries: string): string =>
    JSON.stringify((JSON.parse(entries) as HistoryEntry[]).map((entry) => shownOf(entry, this.encode)));

  readonly decodeEntry = (entry: HistoryEntry): HistoryEntry => shownOf(entry, this.decodeShown);

  #encoded(text: string): string {
    const encoded: unknown = this.#codec.encode(text);
    if (typeof encoded !== "string") throw new TypeError(`the codec's encode gave ${typeof encoded}`);
    return MARK + encoded;
  }

  #decoded(text: string): string {
    if (!text.startsWith(MARK)) {
      if (this.#codec.readsPlain) return text;
      throw new Error("it was stored without a codec");
    }
    const decoded: unknown = this.#codec.decode(text.slice(MARK.length));
    if (typeof decoded !== "string") throw new TypeError(`the codec's decode gave ${typeof decoded}`);
    return decoded;
  }
}

const shownOf = (entry: HistoryEntry, change: (text: string) => string): HistoryEntry => ({
  ...entry,
  label: change(entry.label),
  ...(entry.error !== undefined && { error: change(entry.error) }),
});

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
