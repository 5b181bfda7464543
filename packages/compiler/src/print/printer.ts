import type * as t from "@babel/types";
import { LongText } from "./long-text.js";
import type { Marks } from "./mappings.js";
import type { Printed } from "./recording.js";

/** Where a list is broken, so that lines stay readable. */
const WIDTH = 100;

/** Code from elsewhere with what its columns stand for, by its lines; columns and lines from 0. */
export interface MappedCode {
  readonly code: string;
  readonly mappings: readonly (readonly Segment[])[];
}

export type Segment =
  readonly [column: number] | readonly [column: number, originalLine: number, originalColumn: number];

/** Text in the making: its indentation, and the source positions that it stands for. */
export class Printer {
  readonly #mappings: Marks | null;
  readonly #code = new LongText();
  #column = 0;
  /** Where the piece begins that is being printed, if in the same line: how wide that is counts from there. */
  #pieceStart = 0;
  #indentation = "";
  /** What was marked last in this line of the piece. */
  #markedAt = -1;
  #markedLine = -1;
  #markedColumn = -1;

  constructor(mappings: Marks | null) {
    this.#mappings = mappings;
  }

  get code(): string {
    return String(this.#code);
  }

  get column(): number {
    return this.#column;
  }

  /** Text without line breaks. */
  write(text: string): void {
    this.#code.add(text);
    this.#column += text.length;
  }

  /** A string as a literal. */
  writeQuoted(value: string): void {
    this.#column += this.#code.addQuoted(value);
  }

  /** What follows has nothing to do with the code before. */
  beginPiece(): void {
    this.#mappings?.unmap(this.column);
    this.#pieceStart = this.#column;
    this.#markedAt = this.#markedLine = -1;
  }

  /** The text that follows stands for this node; of nodes that begin together the outermost counts. */
  mark(node: t.Node): void {
    const { loc } = node;
    if (!loc || !this.#mappings) return;
    const { column } = this;
    if (this.#markedAt === column) return;
    const { start, identifierName } = loc;
    const line = start.line - 1;
    const isRenamed = node.type === "Identifier" && !!identifierName && identifierName !== node.name;
    if (isRenamed) this.#mappings.map(column, line, start.column, identifierName);
    else if (line === this.#markedLine && start.column === this.#markedColumn) return;
    else this.#mappings.map(column, line, start.column);
    this.#markedAt = column;
    this.#markedLine = line;
    this.#markedColumn = start.column;
  }

  newline(): void {
    this.#endLine();
    this.write(this.#indentation);
  }

  #endLine(): void {
    this.#code.add("\n");
    this.#column = this.#pieceStart = 0;
    this.#mappings?.newline();
    this.#markedAt = this.#markedLine = -1;
  }

  /** Text that keeps its own lines. */
  writeLines(text: string): void {
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      this.write(text.slice(start, end));
      this.#endLine();
      start = end + 1;
    }
    this.write(start === 0 ? text : text.slice(start));
  }

  /** The same for what another printer made. */
  writeMapped({ code, mappings }: MappedCode): void {
    for (const [index, text] of code.split("\n").entries()) {
      if (index > 0) this.#endLine();
      for (const segment of mappings[index] ?? []) this.#markAt(segment);
      this.write(text);
    }
  }

  /** Code that was printed before. */
  writePrinted(printed: Printed): void {
    const { code, recording, start, end } = printed;
    if (this.#mappings) recording.replay(start, end, this.#column, this.#mappings);
    this.#code.add(code);
    const last = code.lastIndexOf("\n");
    this.#column = last < 0 ? this.#column + code.length : code.length - last - 1;
    if (last >= 0) this.#pieceStart = 0;
    this.#markedAt = this.#markedLine = -1;
  }

  #markAt([generated, line = -1, column = -1]: Segment): void {
    const at = this.column + generated;
    if (line < 0) this.#mappings?.unmap(at);
    else this.#mappings?.map(at, line, column);
    this.#markedAt = at;
    this.#markedLine = line;
    this.#markedColumn = column;
  }

  /** Lines that follow are indented by one level more, or less. */
  indent(): void {
    this.#indentation += "  ";
  }

  outdent(): void {
    this.#indentation = this.#indentation.slice(2);
  }

  get isWide(): boolean {
    return this.#column - this.#pieceStart > WIDTH;
  }

  /** `a, b, c`, on further lines where it grows wide, or where an item asks for a line of its own. */
  list<T>(
    items: readonly T[],
    print: (item: T, printer: Printer) => void,
    ownLine?: (item: T) => boolean,
  ): boolean {
    let isBroken = false;
    const before = this.#indentation;
    for (let index = 0; index < items.length; index++) {
      const item = items[index]!;
      if (index > 0) this.write(",");
      if (ownLine?.(item) || this.isWide) {
        this.#indentation = `${before}  `;
        this.newline();
        isBroken = true;
      } else if (index > 0) this.write(" ");
      print(item, this);
    }
    this.#indentation = before;
    return isBroken;
  }
}

export type Print = (node: t.Node, printer: Printer) => void;
