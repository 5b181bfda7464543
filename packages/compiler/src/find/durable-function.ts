import type * as t from "@babel/types";
import type { KeptMethod } from "./kept-method.js";

export type DurableNode = t.ArrowFunctionExpression | t.FunctionExpression | t.FunctionDeclaration | t.Method;

/** One function that becomes a machine. */
export interface DurableFunction {
  readonly node: DurableNode;
  /** What the registry knows it by: package and explicit name, else the lexical id. */
  readonly id: string;
  /** Package, path and place in the file; the ids of its closures begin with it. */
  readonly lexicalId: string;
  /** The function's own name, for people and stack traces. */
  readonly name: string;
  /** How it was marked. A `helper` runs inside its caller's execution; a `decorator` stays plain, and no machine. */
  readonly kind: "function" | "flow" | "workflow" | "helper" | "decorator";
  /** The options that it was given, where they are written out. */
  readonly options: t.ObjectExpression | null;
  /** Which of its parameters is the durable context; null where none is. */
  readonly contextAt: number | null;
  /** A declaration stays hoisted; an unnamed default export and an expression are replaced in place. */
  readonly form: "expression" | "declaration" | "default" | "method";
  /** Inside a plain function or in a class field: the variables around that it captures. Null at module level. */
  readonly captures: readonly string[] | null;
  /** The class of a method or field: its code stays inside the class body. */
  readonly class: t.Class | null;
  /** Of a method that decorators are given: it stays one, and starts its machine. */
  readonly kept: KeptMethod | null;
}

/**
 * Names at module level that stand for a durable function, for a function that is compiled as a helper, or for one that
 * stays as it is.
 */
export type Functions = ReadonlyMap<string, "durable" | "helper" | "plain">;
