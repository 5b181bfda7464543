import {
  decodedMappings,
  encodedMappings,
  originalPositionFor,
  TraceMap,
  type SourceMapSegment,
} from "@jridgewell/trace-mapping";
import type { DurableFile } from "./compile-program.js";

interface WrittenMap {
  version: 3;
  file: string;
  sources: string[];
  names: string[];
  mappings: string;
  sourcesContent?: string[];
}

const INLINE = /(\/\/# sourceMappingURL=data:application\/json;base64,)([\w+/=]+)/;

/** Leads the source map of an output file, inline or a file of its own, through to the author's text. */
export function composeSourceMap(name: string, text: string, file: DurableFile): string {
  if (name.endsWith(".map")) return compose(text, file);
  return text.replace(INLINE, (_, prefix: string, encoded: string) => {
    const map = compose(Buffer.from(encoded, "base64").toString(), file);
    return prefix + Buffer.from(map).toString("base64");
  });
}

function compose(text: string, { compiled, original }: DurableFile): string {
  if (!compiled.map) return text;
  const written = JSON.parse(text) as WrittenMap;
  const toAuthor = new TraceMap(compiled.map);
  const names: string[] = [];
  const mappings = decodedMappings(new TraceMap(written)).map((line) =>
    line.map((segment) => through(segment, toAuthor, names)),
  );
  const composed = encodedMappings(new TraceMap({ ...written, names, mappings }));
  const contents = written.sourcesContent && { sourcesContent: [original.text] };
  return JSON.stringify({ ...written, names, mappings: composed, ...contents });
}

/** A segment without a source stands for code that the compiler wrote itself. */
function through(segment: Readonly<SourceMapSegment>, toAuthor: TraceMap, names: string[]): SourceMapSegment {
  if (segment.length === 1) return [segment[0]];
  const found = originalPositionFor(toAuthor, { line: segment[2] + 1, column: segment[3] });
  if (found.line === null) return [segment[0]];
  if (found.name === null) return [segment[0], 0, found.line - 1, found.column];
  if (!names.includes(found.name)) names.push(found.name);
  return [segment[0], 0, found.line - 1, found.column, names.indexOf(found.name)];
}
