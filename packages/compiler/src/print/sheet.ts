import type * as t from "@babel/types";
import { printNode } from "./print.js";
import { Printer } from "./printer.js";
import { Recording, type Printed } from "./recording.js";

/** Nodes printed one after the other before their place is reached, so that they need not be kept until then. */
export class Sheet {
  readonly #recording = new Recording();
  readonly #printer = new Printer(this.#recording);

  /** A piece of code, on lines of its own. */
  add(node: t.Node): void {
    this.#printer.beginPiece();
    printNode(node, this.#printer);
    this.#printer.beginPiece();
    this.#printer.newline();
  }

  /** Lines of a block. */
  addLines(nodes: readonly t.Node[]): void {
    this.#printer.indent();
    for (const node of nodes) {
      this.#printer.newline();
      printNode(node, this.#printer);
    }
    this.#printer.outdent();
  }

  /** The end of the block. */
  close(): void {
    this.#printer.newline();
    this.#printer.write("}");
  }

  get isEmpty(): boolean {
    return this.#recording.length === 0;
  }

  get printed(): Printed {
    const recording = this.#recording;
    return { code: this.#printer.code, recording, start: 0, end: recording.length };
  }
}
