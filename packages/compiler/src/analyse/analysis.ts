import type * as t from "@babel/types";
import type { DurableFunction, Functions } from "../find/durable-function.js";
import type { Module } from "../find/module.js";
import type { Binding, Bindings } from "./bindings.js";

/** An `await`, a `yield` or a step of `for await` that becomes a checkpoint. */
export interface Site {
  /** Readable hint and hash of the awaited operand; equal ones are numbered. */
  readonly key: string;
  readonly kind: "await" | "call" | "yield";
  readonly line: number;
  readonly column: number;
  /** The source line, trimmed. */
  readonly source: string;
  readonly position: number;
}

/** A closure that becomes code of its own. */
export interface ClosureName {
  readonly id: string;
  readonly hash: string;
  /** What its `name` property must be. */
  readonly name: string;
}

/** What is known about one durable function before it is rewritten. */
export interface Analysis {
  readonly fn: DurableFunction;
  readonly module: Module;
  readonly functions: Functions;
  readonly bindings: Bindings;
  /** The first parameter. */
  readonly context: Binding | null;
  /** Of the normalised source, closures included. */
  readonly hash: string;
  readonly closures: ReadonlyMap<t.Node, ClosureName>;
  /** Closures that change what they capture, and that may be called when the execution does not run. */
  readonly guarded: ReadonlySet<t.Node>;
  readonly sites: ReadonlyMap<t.Node, Site>;
  /**
   * Returns whose value is awaited before the function ends, by their statement: `return f()` outside any try, and
   * every one of an async generator.
   */
  readonly tails: ReadonlyMap<t.Node, t.AwaitExpression>;
  /** What suspends a machine or holds something that does; for async generators also `return` with a value. */
  readonly suspending: ReadonlySet<t.Node>;
  /** Imports used as values, not only called. */
  readonly importedValues: ReadonlySet<string>;
}
