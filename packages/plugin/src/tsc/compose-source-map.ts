import { composeMappings } from "../core/compose-mappings.js";
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
  const contents = written.sourcesContent && { sourcesContent: [original.text] };
  return JSON.stringify({ ...written, ...composeMappings(written, compiled.map), ...contents });
}
