import { generate } from "@babel/generator";
import type * as t from "@babel/types";

/** One entry of a source map's line. Columns and lines from 0; code that stands for nothing has its column only. */
export type Segment =
  | readonly [column: number]
  | readonly [column: number, source: number, originalLine: number, originalColumn: number, name?: number];

/** Generated code with its own mappings, by its lines. */
export interface Piece {
  readonly code: string;
  readonly mappings: readonly (readonly Segment[])[];
}

export const plain = (code: string): Piece => ({ code, mappings: [] });

/** Code of a node, mapped to the source positions that its parts carry. */
export function piece(node: t.Node): Piece {
  const { code, decodedMap } = generate(node, { sourceMaps: true, sourceFileName: "source" }) as {
    code: string;
    decodedMap?: { mappings: Segment[][] };
  };
  return { code, mappings: decodedMap?.mappings ?? [] };
}
