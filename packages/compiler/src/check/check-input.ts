import type * as t from "@babel/types";
import type { Binding, Bindings } from "../analyse/bindings.js";
import type { Reporter } from "../diagnostics/diagnostic.js";
import type { DurableFunction, Machines } from "../find/durable-function.js";
import type { Module } from "../find/module.js";

/** What the checks of one durable function look at. */
export interface CheckInput {
  readonly fn: DurableFunction;
  readonly module: Module;
  readonly machines: Machines;
  readonly bindings: Bindings;
  readonly context: Binding | null;
  /** Functions given to ctx.run. */
  readonly effects: ReadonlySet<t.Node>;
  readonly reporter: Reporter;
}
