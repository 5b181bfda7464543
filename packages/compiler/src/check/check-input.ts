import type * as t from "@babel/types";
import type { Tree } from "../ast/tree.js";
import type { Binding, Bindings } from "../analyse/bindings.js";
import type { Reporter } from "../diagnostics/diagnostic.js";
import type { DurableFunction, Functions } from "../find/durable-function.js";
import type { Module } from "../find/module.js";

/** What the checks of one durable function look at. */
export interface CheckInput {
  readonly fn: DurableFunction;
  /** Its code. */
  readonly tree: Tree;
  readonly module: Module;
  readonly functions: Functions;
  readonly bindings: Bindings;
  readonly context: Binding | null;
  /** Functions given to `ctx.run` or `ctx.transaction`, and to which of them. */
  readonly effects: ReadonlyMap<t.Node, string>;
  readonly reporter: Reporter;
}
