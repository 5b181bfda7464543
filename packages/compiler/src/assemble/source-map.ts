import { toEncodedMap, type GenMapping } from "@jridgewell/gen-mapping";

/** A source map, version 3, as every host takes it. */
export interface SourceMap {
  version: 3;
  file: string;
  names: string[];
  sources: string[];
  sourcesContent: string[];
  mappings: string;
}

export function toSourceMap(map: GenMapping, filename: string, source: string): SourceMap {
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
