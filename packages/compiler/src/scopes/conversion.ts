import type * as t from "@babel/types";
import type { Analysis } from "../analyse/analysis.js";
import type { Bindings } from "../analyse/bindings.js";
import type { Names } from "./names.js";
import type { Storages } from "./storage.js";

/** A closure taken out of its function: registered at the end of the file. */
export interface ClosureCode {
  readonly id: string;
  readonly hash: string;
  /** The `name` property that it must have. */
  readonly name: string;
  /** Parameters of its `make`: the scopes that it reaches. */
  readonly scopes: readonly string[];
  readonly node: t.Function;
}

/** What the rewriting of one durable function carries along. */
export interface Conversion {
  readonly analysis: Analysis;
  readonly bindings: Bindings;
  readonly storages: Storages;
  readonly names: Names;
  /** The local name of "perdure/machine". */
  readonly runtime: string;
  readonly closures: ClosureCode[];
  /** Blocks put around a loop or switch for its scope; a label moves to their last statement. */
  readonly wrappers: WeakSet<t.Node>;
  /** Rewrites a node; a statement may become several, or none. */
  convert(node: t.Node): t.Node | t.Node[];
}

export const convertExpression = (node: t.Expression, conversion: Conversion): t.Expression =>
  conversion.convert(node) as t.Expression;

export function convertStatement(node: t.Statement, conversion: Conversion): t.Statement[] {
  const result = conversion.convert(node);
  return (Array.isArray(result) ? result : [result]) as t.Statement[];
}
