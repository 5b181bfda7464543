import type { Marks } from "./mappings.js";

/** Code that was printed before its place was reached, with what its mappings are: a part of a recording. */
export interface Printed {
  readonly code: string;
  readonly recording: Recording;
  readonly start: number;
  readonly end: number;
}

const NEWLINE = -1;
const NOTHING = -2;

/** Keeps what mappings are told, to tell them later. */
export class Recording implements Marks {
  /** For each entry its column, the line and column that it stands for, and the index of a name or -1. */
  #marks = new Int32Array(256);
  #length = 0;
  readonly #names: string[] = [];

  get length(): number {
    return this.#length;
  }

  newline(): void {
    this.#add(NEWLINE);
  }

  unmap(generated: number): void {
    this.#add(NOTHING);
    this.#add(generated);
  }

  map(generated: number, line: number, column: number, name?: string): void {
    this.#add(generated);
    this.#add(line);
    this.#add(column);
    this.#add(name === undefined ? -1 : this.#names.push(name) - 1);
  }

  #add(number: number): void {
    if (this.#length === this.#marks.length) {
      const grown = new Int32Array(2 * this.#length);
      grown.set(this.#marks);
      this.#marks = grown;
    }
    this.#marks[this.#length++] = number;
  }

  /** Tells mappings what was recorded from `start` to `end`; `column`: where the code begins now. */
  replay(start: number, end: number, column: number, mappings: Marks): void {
    const marks = this.#marks;
    let shift = column;
    for (let at = start; at < end;) {
      const mark = marks[at]!;
      if (mark === NEWLINE) {
        mappings.newline();
        shift = 0;
        at += 1;
      } else if (mark === NOTHING) {
        mappings.unmap(shift + marks[at + 1]!);
        at += 2;
      } else {
        mappings.map(shift + mark, marks[at + 1]!, marks[at + 2]!, this.#names[marks[at + 3]!]);
        at += 4;
      }
    }
  }
}
