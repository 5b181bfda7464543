import { fromMap, toEncodedMap } from "@jridgewell/gen-mapping";
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
  const sources = [filename];
  const map = fromMap({ version: 3, names: [], sources, mappings: lines as MapLines });
  const { mappings } = toEncodedMap(map);
  return { version: 3, file: filename, names: [], sources, sourcesContent: [source], mappings };
}

/** As the library declares them. */
type MapLines = ([number] | [number, number, number, number])[][];
