import type * as t from "@babel/types";
import type { Analysis } from "../analyse/analysis.js";
import type { Bindings, FunctionInfo } from "../analyse/bindings.js";
import type { Names } from "./names.js";
import type { Storages } from "./storage.js";

/** A closure taken out of its function: registered at the end of the file. */
export interface ClosureCode {
  readonly id: string;
  readonly hash: string;
  /** The `name` property that it must have. */
  readonly name: string;
  /** Parameters of its `make`: the scopes that it reaches, then variables whose values it takes. */
  readonly scopes: readonly string[];
  /** How many of them are such variables. */
  readonly copies: number;
  readonly node: t.Function | t.Class;
  /** The name of the function that makes it; a machine or a class has none. */
  readonly factory?: string | undefined;
  /** The variable that tells whether its execution runs, where its code asks. */
  readonly turn?: string | undefined;
  /** Whether it has the `this` that it is made with. */
  readonly bindsThis?: boolean;
  /** An async function or a generator is a machine of its own; null again when it has been emitted. */
  machine: Converted | null;
  /** Parameters of its `make` after the scopes: a class's base and computed keys. */
  readonly given: readonly string[];
  /** A class's async methods and generators, which are closures of their own. */
  readonly methods: readonly ClassMethodCode[];
  /** Whether the class has static fields or blocks, which run once after it has been made. */
  readonly hasStatics: boolean;
}

/** The strings of one tagged template, which its tag gets each time as the same object. */
export interface TemplateCode {
  readonly id: string;
  readonly node: t.TemplateLiteral;
}

export interface ClassMethodCode {
  readonly isStatic: boolean;
  readonly key: t.Expression;
  readonly value: t.Expression;
}

/** The code of one machine without closures: what they captured lives in scope objects, their code stands apart. */
export interface Converted {
  readonly analysis: Analysis;
  readonly info: FunctionInfo;
  readonly id: string;
  readonly hash: string;
  readonly name: string;
  /** Scope objects that a closure's machine takes before its arguments. */
  readonly captured: readonly string[];
  readonly params: t.Function["params"];
  readonly body: readonly t.Statement[];
  readonly names: Names;
  /** Variables of the machine that `bind` fills: parameters, and the scope object of captured ones. */
  readonly entry: readonly (readonly [name: string, value: t.Expression])[];
  /** The machine's `var`s: undefined at entry. */
  readonly vars: readonly string[];
  /** Variables that nothing reassigns: reading one later gives the same. */
  readonly constants: ReadonlySet<string>;
  /** Whether a rewritten node is the durable context. */
  isContext(node: t.Node): boolean;
}

/** What the rewriting of one durable function carries along. */
export interface Conversion {
  readonly analysis: Analysis;
  readonly bindings: Bindings;
  readonly storages: Storages;
  readonly names: Names;
  /** Names that the functions of the whole file share. */
  readonly shared: Names;
  /** The local name of "perdure/machine". */
  readonly runtime: string;
  /** The name of a variable that tells whether the execution runs. */
  readonly turn: string;
  /** The name of the class that the durable function is a method of. */
  readonly class: string;
  readonly closures: ClosureCode[];
  readonly templates: TemplateCode[];
  /** How many scopes the machine of a function takes before its arguments. */
  readonly captured: Map<FunctionInfo, number>;
  /** Compiler's variables that a function must declare. */
  readonly temps: Map<FunctionInfo, string[]>;
  /** Blocks put around a loop or switch for its scope; a label moves to their last statement. */
  readonly wrappers: Set<t.Node>;
  /** Expressions whose value nobody holds across a suspension: awaited, spread, looped over. */
  readonly usedAtOnce: Set<t.Node>;
  /** Rewrites a node; a statement may become several, or none. */
  convert(node: t.Node): t.Node | t.Node[];
}

/** A compiler's variable that a function declares. */
export function declareTemp(fn: FunctionInfo, name: string, { temps }: Conversion): void {
  temps.set(fn, [...(temps.get(fn) ?? []), name]);
}

export const convertExpression = (node: t.Expression, conversion: Conversion): t.Expression =>
  conversion.convert(node) as t.Expression;

export function convertStatement(node: t.Statement, conversion: Conversion): t.Statement[] {
  const result = conversion.convert(node);
  return (Array.isArray(result) ? result : [result]) as t.Statement[];
}
