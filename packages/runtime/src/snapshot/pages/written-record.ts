import { canStandInPage } from "./classify.js";
import { UnstorableError } from "../unstorable-error.js";
import { Writer } from "../writer.js";
import type { PageRecord } from "./record.js";

/** Stands for every child in the text that is compared. */
const CHILD = 0;

/** Whether an object is stored apart, rather than by its name. */
type IsChild = (value: object) => boolean;

interface Written {
  readonly text: string;
  readonly children: readonly object[];
}

/** An object that only its text and its children tell apart from what it was: frozen ones, dates, errors and so on. */
export class WrittenRecord implements PageRecord {
  readonly number: number;
  readonly value: object;
  page = 0;
  readonly #text: string;
  readonly #children: readonly object[];
  readonly #isChild: IsChild;

  private constructor(value: object, number: number, written: Written, isChild: IsChild) {
    this.value = value;
    this.number = number;
    this.#text = written.text;
    this.#children = written.children;
    this.#isChild = isChild;
  }

  /** Undefined where it cannot be stored, or not apart. */
  static of(value: object, number: number, isChild: IsChild): WrittenRecord | undefined {
    const written = write(value, isChild);
    return written && new WrittenRecord(value, number, written, isChild);
  }

  weight(): number {
    return this.#text.length;
  }

  isSame(): boolean {
    const now = write(this.value, this.#isChild);
    if (!now || now.text !== this.#text || now.children.length !== this.#children.length) return false;
    return now.children.every((child, at) => child === this.#children[at]);
  }

  children(): Iterable<unknown> {
    return this.#children;
  }
}

/** Undefined also where it holds a symbol without a name: that one is the same only within one text. */
function write(value: object, isChild: IsChild): Written | undefined {
  const children: object[] = [];
  const writer = new Writer({
    stored(child) {
      if (typeof child === "string" || child === value || !isChild(child)) return undefined;
      children.push(child);
      return CHILD;
    },
  });
  try {
    const json = writer.document(value);
    const fits = canStandInPage(json) && !writer.hasLocalSymbols;
    return fits ? { text: JSON.stringify(json), children } : undefined;
  } catch (error) {
    if (error instanceof UnstorableError) return undefined;
    throw error;
  }
}
