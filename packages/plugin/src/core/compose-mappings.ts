import {
  decodedMappings,
  encodedMappings,
  traceSegment,
  TraceMap,
  type EncodedSourceMap,
  type SourceMapInput,
  type SourceMapSegment,
} from "@jridgewell/trace-mapping";

/** What a composed map changes of the map that it came from. */
export interface ComposedMappings {
  readonly names: string[];
  readonly mappings: string;
}

/** Leads a map of the compiled text, as a host wrote it, through to the author's; so do the names in it. */
export function composeMappings(
  { sources, names: hostNames, mappings }: Pick<EncodedSourceMap, "sources" | "names" | "mappings">,
  compiled: SourceMapInput,
): ComposedMappings {
  const toAuthor = new TraceMap(compiled);
  const names = new Map<string, number>();
  const numberOf = (name: string): number => {
    if (!names.has(name)) names.set(name, names.size);
    return names.get(name)!;
  };
  const written = decodedMappings(new TraceMap({ version: 3, sources, names: hostNames, mappings }));
  const decoded = written.map((line) => line.map((segment) => through(segment, toAuthor, numberOf)));
  const composed = { version: 3 as const, sources, names: [...names.keys()], mappings: decoded };
  return { names: composed.names, mappings: encodedMappings(new TraceMap(composed)) };
}

/** A segment without a source stands for code that the compiler wrote itself. */
function through(
  segment: Readonly<SourceMapSegment>,
  toAuthor: TraceMap,
  numberOf: (name: string) => number,
): SourceMapSegment {
  if (segment.length === 1) return [segment[0]];
  const found = traceSegment(toAuthor, segment[2], segment[3]);
  if (!found || found.length === 1) return [segment[0]];
  const [column, , originalLine, originalColumn, name] = found;
  // A name is that of the one token, and not of what follows it.
  if (name === undefined || column !== segment[3]) return [segment[0], 0, originalLine, originalColumn];
  return [segment[0], 0, originalLine, originalColumn, numberOf(toAuthor.names[name]!)];
}
