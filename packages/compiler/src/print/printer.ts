import type * as t from "@babel/types";
import type { Piece, Segment } from "../assemble/piece.js";

/** Where a list is broken, so that lines stay readable. */
const WIDTH = 100;

/** Text in the making: its indentation, and the source positions that it stands for. */
export class Printer {
  #code = "";
  #lineStart = 0;
  #indentation = "";
  #line: Segment[] = [];
  readonly #lines: Segment[][] = [this.#line];

  /** Text without line breaks. */
  write(text: string): void {
    this.#code += text;
  }

  /** The text that follows stands for this node; of nodes that begin together the outermost counts. */
  mark(node: t.Node): void {
    const { loc } = node;
    if (!loc) return;
    const renamed = node.type === "Identifier" && !!loc.identifierName && loc.identifierName !== node.name;
    const column = this.#code.length - this.#lineStart;
    const last = this.#line.at(-1);
    if (last && last[0] === column) return;
    const { line, column: originalColumn } = loc.start;
    if (renamed) this.#line.push([column, line - 1, originalColumn, loc.identifierName!]);
    else if (last?.[1] !== line - 1 || last[2] !== originalColumn)
      this.#line.push([column, line - 1, originalColumn]);
  }

  newline(): void {
    this.#code += "\n";
    this.#lineStart = this.#code.length;
    this.#code += this.#indentation;
    this.#line = [];
    this.#lines.push(this.#line);
  }

  /** Text that keeps its own lines: a template, or what another printer made, with its mappings. */
  writeLines({ code, mappings }: Piece): void {
    for (const [index, text] of code.split("\n").entries()) {
      if (index > 0) {
        this.#code += "\n";
        this.#lineStart = this.#code.length;
        this.#lines.push((this.#line = []));
      }
      const shift = this.#code.length - this.#lineStart;
      for (const [column, ...original] of mappings[index] ?? [])
        this.#line.push([column + shift, ...original]);
      this.#code += text;
    }
  }

  indented(body: () => void): void {
    const before = this.#indentation;
    this.#indentation += "  ";
    body();
    this.#indentation = before;
  }

  get isWide(): boolean {
    return this.#code.length - this.#lineStart > WIDTH;
  }

  /** `a, b, c`, on further lines where it grows wide, or where an item asks for a line of its own. */
  list<T>(items: readonly T[], print: (item: T) => void, ownLine?: (item: T) => boolean): boolean {
    let isBroken = false;
    const before = this.#indentation;
    for (const [index, item] of items.entries()) {
      if (index > 0) this.#code += ",";
      if (ownLine?.(item) || this.isWide) {
        this.#indentation = `${before}  `;
        this.newline();
        isBroken = true;
      } else if (index > 0) this.#code += " ";
      print(item);
    }
    this.#indentation = before;
    return isBroken;
  }

  result(): Piece {
    return { code: this.#code, mappings: this.#lines };
  }
}

export type Print = (node: t.Node, printer: Printer) => void;
