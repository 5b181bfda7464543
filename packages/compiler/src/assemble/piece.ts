import { generate } from "@babel/generator";
import type * as t from "@babel/types";

/** A place in generated code and what it stands for; lines from 1, columns from 0. */
export interface Mapping {
  readonly generated: { readonly line: number; readonly column: number };
  readonly original: { readonly line: number; readonly column: number };
}

/** Generated code with its own mappings. */
export interface Piece {
  readonly code: string;
  readonly mappings: readonly Mapping[];
}

export const plain = (code: string): Piece => ({ code, mappings: [] });

/** Code of a node, mapped to the source positions that its parts carry. */
export function piece(node: t.Node): Piece {
  const { code, rawMappings } = generate(node, { sourceMaps: true, sourceFileName: "source" }) as {
    code: string;
    rawMappings?: { generated: Mapping["generated"]; original?: Mapping["original"] }[];
  };
  const mappings = (rawMappings ?? []).flatMap(({ generated, original }) =>
    original ? [{ generated, original }] : [],
  );
  return { code, mappings };
}
