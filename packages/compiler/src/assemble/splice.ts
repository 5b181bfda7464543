import { addMapping, GenMapping } from "@jridgewell/gen-mapping";
import type { Piece } from "./piece.js";
import { toSourceMap, type SourceMap } from "./source-map.js";

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
  const map = new GenMapping({ file: filename });
  let code = "";
  const output = { line: 1, column: 0 };
  const input = { line: 1, column: 0 };

  const advance = (position: { line: number; column: number }, text: string): void => {
    const lines = text.split("\n");
    position.line += lines.length - 1;
    position.column = lines.length > 1 ? lines.at(-1)!.length : position.column + text.length;
  };
  const copy = (text: string): void => {
    for (const part of text.split(/(?<=\n)/)) {
      for (const { index } of part.matchAll(/[\w$]+|[^\s\w$]/g)) {
        const generated = { line: output.line, column: output.column + index };
        addMapping(map, {
          generated,
          source: filename,
          original: { line: input.line, column: input.column + index },
        });
      }
      advance(output, part);
      advance(input, part);
    }
    code += text;
  };
  const insert = ({ code: text, mappings }: Piece): void => {
    if (text && mappings.length === 0) addMapping(map, { generated: { ...output } });
    for (const { generated, original } of mappings) {
      const column = generated.line === 1 ? output.column + generated.column : generated.column;
      addMapping(map, {
        generated: { line: output.line + generated.line - 1, column },
        source: filename,
        original,
      });
    }
    advance(output, text);
    code += text;
  };

  let position = 0;
  for (const { start, end, pieces } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    copy(source.slice(position, start));
    pieces.forEach(insert);
    advance(input, source.slice(start, end));
    position = end;
  }
  copy(source.slice(position));
  return { code, map: toSourceMap(map, filename, source) };
}
