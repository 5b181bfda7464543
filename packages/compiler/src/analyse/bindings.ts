import type * as t from "@babel/types";

/** How a function runs: at once, or as a machine of one of the kinds of the ABI. */
export type FunctionKind = "sync" | "async" | "generator" | "asyncGenerator";

/** One function inside a durable function; the root is the durable function itself. */
export interface FunctionInfo {
  /** Class fields and static blocks are functions too: they run when an instance or the class is made. */
  readonly node: t.Function | t.StaticBlock | t.ClassProperty | t.ClassPrivateProperty;
  readonly parent: FunctionInfo | null;
  readonly kind: FunctionKind;
  /** Whether it reads `this` of its own, arrows inside it included. */
  usesThis: boolean;
  /** Left as it is: an effect given to ctx.run, or anything inside one. */
  native: boolean;
  /** An arrow that a constructor needs in place: it calls `super()`, or reads `this` that may not be there yet. */
  inline: boolean;
}

/** A region of the source in which names are declared. */
export interface Scope {
  /** A function for its parameters and vars, its body, a block, a loop, a switch, a catch clause or a class. */
  readonly owner: t.Node;
  readonly parent: Scope | null;
  readonly fn: FunctionInfo;
  /** Most scopes have none: they share an empty map until `bind`. */
  bindings: ReadonlyMap<string, Binding>;
}

export const NO_BINDINGS: Scope["bindings"] = new Map();

/** Puts a name into its scope. */
export function bind(binding: Binding): void {
  const { scope, name } = binding;
  if (scope.bindings === NO_BINDINGS) scope.bindings = new Map();
  (scope.bindings as Map<string, Binding>).set(name, binding);
}

export type BindingKind =
  | "param"
  | "var"
  | "let"
  | "const"
  | "function"
  | "catch"
  | "class"
  | "self"
  /** What the language declares in every function that is no arrow. */
  | "arguments"
  | "new.target"
  /** A private name of a class. */
  | "private"
  /** Whose prototype's base `super` means: the class, or the object of a literal. */
  | "super";

export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly scope: Scope;
  /** Where it is declared; the declaration of a `function`. */
  readonly declaration: t.Node;
  /** Source offset from which it is initialised; 0 for what is initialised at entry. */
  readonly initialisedAt: number;
  /** What is evaluated before it is initialised although it may stand after its name. */
  readonly initialiser: t.Node | null;
  readonly references: Reference[];
}

export type Role = "read" | "write";

/** One use of a name; `binding` is null for names of the module and globals. */
export interface Reference {
  readonly identifier: t.Identifier | t.JSXIdentifier | t.MetaProperty | t.PrivateName | t.Super;
  readonly name: string;
  readonly binding: Binding | null;
  readonly fn: FunctionInfo;
  readonly role: Role;
  readonly position: number;
}

/** Every name inside one durable function. */
export interface Bindings {
  readonly root: FunctionInfo;
  readonly functions: ReadonlyMap<t.Node, FunctionInfo>;
  readonly scopes: ReadonlyMap<t.Node, Scope>;
  readonly references: ReadonlyMap<t.Node, Reference>;
  /** The binding that an identifier in a declaration declares. */
  readonly declared: ReadonlyMap<t.Node, Binding>;
}

/** Whether a function is compiled to a machine of its own. */
export const isMachine = (fn: FunctionInfo): boolean => fn.kind !== "sync" && !fn.native;

/** The ancestor of `fn` (or itself) that stands directly inside `outer`; null where `fn` is `outer`. */
export function closureBetween(outer: FunctionInfo, fn: FunctionInfo): FunctionInfo | null {
  let inner: FunctionInfo | null = null;
  for (let at: FunctionInfo | null = fn; at && at !== outer; at = at.parent) inner = at;
  return inner;
}

/** Whether code at this reference runs, without any closure between, before the variable is initialised. */
export function isBeforeInitialised(binding: Binding, position: number): boolean {
  const { initialiser, initialisedAt } = binding;
  if (position < initialisedAt) return true;
  return !!initialiser && position >= initialiser.start! && position < initialiser.end!;
}
