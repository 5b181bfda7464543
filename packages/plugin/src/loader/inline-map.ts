import { pathToFileURL } from "node:url";

/** A version 3 source map, as far as it is passed on. */
export interface InlineMap {
  readonly version: number;
  readonly mappings: string;
}

/** Code with its source map in a comment at its end; the map's only source is the author's file. */
export function inlineMap(code: string, map: InlineMap | null, file: string): string {
  if (!map) return code;
  const located = { ...map, sourceRoot: undefined, sources: [pathToFileURL(file).href] };
  const encoded = Buffer.from(JSON.stringify(located)).toString("base64");
  return `${code}\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,${encoded}\n`;
}
