import type { Piece, Segment } from "./piece.js";
import { toSourceMap, type SourceMap } from "./source-map.js";

/** Replaces a range of the source. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly Piece[];
}

/** A place in a text, from 0. */
interface Position {
  line: number;
  column: number;
}

/** Puts the edits into the source. Everything else stays as it is and maps to itself, token by token. */
export function splice(
  source: string,
  filename: string,
  edits: readonly Edit[],
): { code: string; map: SourceMap } {
  const lines: Segment[][] = [[]];
  let code = "";
  const output: Position = { line: 0, column: 0 };
  const input: Position = { line: 0, column: 0 };

  const append = (text: string): void => {
    advance(output, text);
    while (lines.length <= output.line) lines.push([]);
    code += text;
  };
  const copy = (text: string): void => {
    for (const part of text.split(/(?<=\n)/)) {
      for (const { index } of part.matchAll(/[\w$]+|[^\s\w$]/g)) {
        lines[output.line]!.push([output.column + index, input.line, input.column + index]);
      }
      append(part);
      advance(input, part);
    }
  };
  const insert = ({ code: text, mappings }: Piece): void => {
    const { line: first, column: shift } = output;
    append(text);
    if (text) lines[first]!.push([shift]);
    for (const [index, segments] of mappings.entries()) {
      const moved = index === 0 && shift > 0 ? segments.map((segment) => move(segment, shift)) : segments;
      lines[first + index]!.push(...moved);
    }
  };

  let position = 0;
  for (const { start, end, pieces } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    copy(source.slice(position, start));
    pieces.forEach(insert);
    advance(input, source.slice(start, end));
    position = end;
  }
  copy(source.slice(position));
  return { code, map: toSourceMap(lines, filename, source) };
}

const move = ([column, ...original]: Segment, shift: number): Segment => [column + shift, ...original];

function advance(position: Position, text: string): void {
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
    position.line++;
    position.column = 0;
    start = end + 1;
  }
  position.column += text.length - start;
}
