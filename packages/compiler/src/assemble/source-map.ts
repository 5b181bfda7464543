import { GenMapping, maybeAddSegment, setSourceContent, toEncodedMap } from "@jridgewell/gen-mapping";
import type { Segment } from "./piece.js";

/** A source map, version 3, as every host takes it. */
export interface SourceMap {
  version: 3;
  file: string;
  names: string[];
  sources: string[];
  sourcesContent: string[];
  mappings: string;
}

/** The map of a file whose lines have these segments, all of one source. */
export function toSourceMap(lines: readonly Segment[][], filename: string, source: string): SourceMap {
  const map = new GenMapping({ file: filename });
  setSourceContent(map, filename, source);
  for (const [line, segments] of lines.entries()) {
    for (const segment of segments) {
      if (segment.length === 1) maybeAddSegment(map, line, segment[0]);
      else {
        const [column, originalLine, originalColumn, name = ""] = segment;
        maybeAddSegment(map, line, column, filename, originalLine, originalColumn, name);
      }
    }
  }
  const { names, mappings } = toEncodedMap(map);
  return {
    version: 3,
    file: filename,
    names: [...names],
    sources: [filename],
    sourcesContent: [source],
    mappings,
  };
}
