import type * as t from "@babel/types";
import { Mappings } from "../print/mappings.js";
import { printNode } from "../print/print.js";
import { Printer } from "../print/printer.js";
import type { Printed } from "../print/recording.js";

/** A source map, version 3, as every host takes it. */
export interface SourceMap {
  version: 3;
  file: string;
  names: string[];
  sources: string[];
  sourcesContent: string[];
  mappings: string;
}

/** Code to be written: a node, mapped to the source positions that its parts carry, the same printed, or plain text. */
export type Piece = t.Node | Printed | string;

/** Replaces a range of the source. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly Piece[];
}

/** Puts the edits into the source. Everything else stays as it is and maps to itself, token by token. */
export function splice(
  source: string,
  filename: string,
  edits: readonly Edit[],
): { code: string; map: SourceMap } {
  const mappings = new Mappings();
  const printer = new Printer(mappings);
  let position = 0;
  let line = 0;
  let lineStart = 0;

  /** Goes on to an offset of the source, with what stands before it or without. */
  const goTo = (end: number, isCopied: boolean): void => {
    while (position < end) {
      const newline = source.indexOf("\n", position);
      const stop = newline < 0 || newline >= end ? end : newline;
      if (isCopied) copy(source.slice(position, stop));
      position = stop;
      if (stop === end) return;
      if (isCopied) printer.newline();
      line++;
      position = lineStart = newline + 1;
    }
  };
  const copy = (text: string): void => {
    const { column } = printer;
    let isInWord = false;
    for (let index = 0; index < text.length; index++) {
      const isWord = isPartOfWord(text.charCodeAt(index));
      const isToken = isWord ? !isInWord : !isSpace(text, index);
      if (isToken) mappings.map(column + index, line, position - lineStart + index);
      isInWord = isWord;
    }
    printer.write(text);
  };
  const insert = (piece: Piece): void => {
    if (piece === "") return;
    printer.beginPiece();
    if (typeof piece === "string") printer.writeLines(piece);
    else if ("recording" in piece) printer.writePrinted(piece);
    else printNode(piece, printer);
  };

  for (const { start, end, pieces } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    goTo(start, true);
    pieces.forEach(insert);
    goTo(end, false);
  }
  goTo(source.length, true);
  const { names } = mappings;
  const map: SourceMap = {
    version: 3,
    file: filename,
    names,
    sources: [filename],
    sourcesContent: [source],
    mappings: String(mappings),
  };
  return { code: printer.code, map };
}

/** A letter, a digit, `_` or `$`. */
const isPartOfWord = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95 ||
  code === 36;

const isSpace = (text: string, index: number): boolean => text[index] === " " || /\s/.test(text[index]!);
