import type { PageLimits } from "./limits.js";

/** An object or a long text that lives in a page, and how it was when its page was written. */
export interface PageRecord {
  readonly number: number;
  readonly value: object | string;
  /** Where it stands; 0: nowhere yet, or in pages of its own. */
  page: number;
  /** About the length of its text. */
  weight(limits: PageLimits): number;
  /** Whether the value is still as it was taken; runs no code of it. */
  isSame(): boolean;
  /** What it holds, primitives included; with an earlier record of the same object at least what that one did not. */
  children(before?: PageRecord): Iterable<unknown>;
}

/** A text of its own. Texts do not change. */
export class TextPage implements PageRecord {
  readonly number: number;
  readonly value: string;
  page = 0;

  constructor(value: string, number: number) {
    this.value = value;
    this.number = number;
  }

  weight(): number {
    return this.value.length;
  }

  isSame(): boolean {
    return true;
  }

  children(): Iterable<unknown> {
    return [];
  }
}
