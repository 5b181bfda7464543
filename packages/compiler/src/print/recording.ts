import type { Marks } from "./mappings.js";

/** Code that was printed before its place was reached, with what its mappings are. */
export interface Printed {
  readonly code: string;
  /** For each entry its column, the line and column that it stands for, and the index of a name or -1. */
  readonly marks: readonly number[];
  readonly names: readonly string[];
}

const NEWLINE = -1;
const NOTHING = -2;

/** Keeps what mappings are told, to tell them later. */
export class Recording implements Marks {
  readonly marks: number[] = [];
  readonly names: string[] = [];

  newline(): void {
    this.marks.push(NEWLINE);
  }

  unmap(generated: number): void {
    this.marks.push(NOTHING, generated);
  }

  map(generated: number, line: number, column: number, name?: string): void {
    const number = name === undefined ? -1 : this.names.push(name) - 1;
    this.marks.push(generated, line, column, number);
  }
}

/** What was printed while it was recorded. */
export const printedAs = (code: string, { marks, names }: Recording): Printed => ({ code, marks, names });

/** Tells mappings what was recorded; `start` is the column at which the code begins now. */
export function replay({ marks, names }: Printed, start: number, mappings: Marks): void {
  let shift = start;
  for (let at = 0; at < marks.length;) {
    const column = marks[at++]!;
    if (column === NEWLINE) {
      mappings.newline();
      shift = 0;
    } else if (column === NOTHING) mappings.unmap(shift + marks[at++]!);
    else {
      mappings.map(shift + column, marks[at]!, marks[at + 1]!, names[marks[at + 2]!]);
      at += 3;
    }
  }
}

/** Several pieces as one. */
export function joined(pieces: readonly Printed[]): Printed {
  const recording = new Recording();
  for (const piece of pieces) replay(piece, 0, recording);
  return printedAs(pieces.map(({ code }) => code).join(""), recording);
}
