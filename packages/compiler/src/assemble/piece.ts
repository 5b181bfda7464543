import type * as t from "@babel/types";
import { printPiece } from "../print/print.js";

/** One entry of a source map's line. Columns and lines from 0; code that stands for nothing has its column only. */
export type Segment =
  | readonly [column: number]
  | readonly [column: number, originalLine: number, originalColumn: number, originalName?: string];

/** Generated code with its own mappings, by its lines. */
export interface Piece {
  readonly code: string;
  readonly mappings: readonly (readonly Segment[])[];
}

export const plain = (code: string): Piece => ({ code, mappings: [] });

/** Code of a node, mapped to the source positions that its parts carry, and to names that it has changed. */
export const piece = (node: t.Node): Piece => printPiece(node);
