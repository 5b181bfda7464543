import { LongText } from "./long-text.js";

const DIGITS = Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
const COMMA = ",".charCodeAt(0);
const SEMICOLON = ";".charCodeAt(0);

/** The `mappings` of a source map with one source, written while the code is. Lines and columns count from 0. */
export class Mappings {
  readonly names: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #text = new LongText();
  /** Lines ended since the last entry: those without entries at the end of a file are left out. */
  #lines = 0;
  #isFirst = true;
  /** Each entry is written as the difference to the one before. */
  #generated = 0;
  #line = 0;
  #column = 0;
  #name = 0;
  /** What the last entry of the line stands for; a line of -1 is nothing. */
  #lastLine = -1;
  #lastColumn = 0;
  #lastName = -1;

  newline(): void {
    this.#lines++;
    this.#isFirst = true;
    this.#lastLine = -1;
  }

  /** Code from this column on stands for nothing. */
  unmap(generated: number): void {
    if (this.#lastLine < 0) return;
    this.#begin(generated);
    this.#lastLine = -1;
  }

  /** Code from this column on stands for a place in the source, and for a name that it has changed. */
  map(generated: number, line: number, column: number, name?: string): void {
    const number = name === undefined ? -1 : this.#numberOf(name);
    if (line === this.#lastLine && column === this.#lastColumn && number === this.#lastName) return;
    this.#begin(generated);
    this.#add(0);
    this.#add(line - this.#line);
    this.#add(column - this.#column);
    if (number >= 0) {
      this.#add(number - this.#name);
      this.#name = number;
    }
    this.#line = this.#lastLine = line;
    this.#column = this.#lastColumn = column;
    this.#lastName = number;
  }

  /** How an entry begins: the lines before it, and its column. */
  #begin(generated: number): void {
    if (this.#lines > 0) {
      for (; this.#lines > 0; this.#lines--) this.#text.addCode(SEMICOLON);
      this.#generated = 0;
    } else if (!this.#isFirst) this.#text.addCode(COMMA);
    this.#add(generated - this.#generated);
    this.#isFirst = false;
    this.#generated = generated;
  }

  /** A number as a source map has it: five bits a digit, the lowest first, the sign as the lowest bit. */
  #add(value: number): void {
    let rest = value < 0 ? (-value << 1) | 1 : value << 1;
    for (; rest >= 32; rest >>>= 5) this.#text.addCode(DIGITS[(rest & 31) | 32]!);
    this.#text.addCode(DIGITS[rest]!);
  }

  #numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }

  toString(): string {
    return String(this.#text);
  }
}
