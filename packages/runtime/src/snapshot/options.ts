import type { JsonObject } from "./json.js";
import type { Writer } from "./writer.js";
import type { Home } from "../promises/home.js";

/** What the caller knows and the codec does not. */
export interface CodecHooks {
  /** The tag of a value that is stored by name, such as `ctx`. Asked for objects that are not plain data. */
  toTag?(value: object): string | undefined;
  /** The value of a tag. Its errors reach the caller of `decode` as they are. */
  fromTag?(tag: string): unknown;
  /** The object or text that stands in a page, by its number; undefined where there is none. */
  fromStored?(number: number): unknown;
  /** The execution whose promises can be stored; without it none can. */
  readonly home?: Home;
}

export interface EncodeOptions extends CodecHooks {
  /**
   * `refuse` (the default): an error of a class that is not registered is unstorable. `flatten`: it is stored as
   * its nearest built-in class with its class's name as own `name`, and all errors lose what cannot be stored.
   */
  foreignErrors?: "refuse" | "flatten";
  /**
   * The number of an object, or of a long text, that is stored apart; undefined for what is written where it is met.
   * Asked for each of them, sometimes twice.
   */
  readonly stored?: ((value: object | string) => number | undefined) | undefined;
  /** With `stored`: texts up to this length are written where they are met. */
  readonly longest?: number | undefined;
  /** Writes the root, an object that only the runtime has, in the place of the value. */
  root?(writer: Writer): JsonObject;
  /**
   * A list under `key` of the root, which is a plain object; each item, a record that only the runtime has, is asked for
   * after the one before is written.
   */
  readonly appendix?: { readonly key: string; next(isMet: (value: object) => boolean): object | undefined };
}
