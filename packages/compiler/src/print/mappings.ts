import { LongText } from "./long-text.js";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

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
    this.#text.add(this.#begin(generated));
    this.#lastLine = -1;
  }

  /** Code from this column on stands for a place in the source, and for a name that it has changed. */
  map(generated: number, line: number, column: number, name?: string): void {
    const number = name === undefined ? -1 : this.#numberOf(name);
    if (line === this.#lastLine && column === this.#lastColumn && number === this.#lastName) return;
    const place = `A${digits(line - this.#line)}${digits(column - this.#column)}`;
    const begin = this.#begin(generated);
    if (number >= 0) {
      this.#text.add(begin + place + digits(number - this.#name));
      this.#name = number;
    } else this.#text.add(begin + place);
    this.#line = this.#lastLine = line;
    this.#column = this.#lastColumn = column;
    this.#lastName = number;
  }

  /** How an entry begins: the lines before it, and its column. */
  #begin(generated: number): string {
    let before = this.#isFirst ? "" : ",";
    if (this.#lines > 0) {
      before = this.#lines === 1 ? ";" : ";".repeat(this.#lines);
      this.#lines = 0;
      this.#generated = 0;
    }
    const column = digits(generated - this.#generated);
    this.#isFirst = false;
    this.#generated = generated;
    return before + column;
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

/** A number as a source map has it: five bits a digit, the lowest first, the sign as the lowest bit. */
function digits(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  if (rest < 32) return DIGITS[rest]!;
  let text = "";
  for (; rest >= 32; rest >>>= 5) text += DIGITS[(rest & 31) | 32];
  return text + DIGITS[rest]!;
}
