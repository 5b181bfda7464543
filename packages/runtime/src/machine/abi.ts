/**
 * The machine ABI: everything that compiled code and the runtime must agree on, and nothing else.
 * `docs/machine-abi.md` describes it for authors of either side.
 */
export const ABI_VERSION = 1;

/** Why a step returned. `AWAIT`: the operand is in `frame.out`. `CALL`: callee, arguments and receiver are. */
export const AWAIT = 0;
export const CALL = 1;
/** The machine ended; its value is in `frame.out`. An uncaught error leaves `step` as an exception instead. */
export const DONE = 2;
/** Generators only: the yielded value is in `frame.out`. */
export const YIELD = 3;
/** Generators only, `yield*`: the inner iterator's result object is in `frame.out`, to be handed on as it is. */
export const DELEGATE = 4;
export type Signal = typeof AWAIT | typeof CALL | typeof DONE | typeof YIELD | typeof DELEGATE;

/** How a step is entered: with a value, with an error to throw, or (generators) with a completion to return. */
export const NEXT = 0;
export const THROW = 1;
export const RETURN = 2;
export type Resumption = typeof NEXT | typeof THROW | typeof RETURN;

/** The arguments of a call: a list, or an arguments object as it is. Spreading that one would cost more than the call. */
export type Arguments = ArrayLike<unknown>;

/** A machine's variables by name, one stable shape per machine. Names that begin with `$` are the compiler's. */
export type Locals = Record<string, unknown>;

/** One `await`: where it stands, its key (stable under unrelated edits) and the variables live across it. */
export interface Checkpoint {
  readonly key: string;
  readonly kind: "await" | "call" | "yield";
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** The source line, trimmed, for people. */
  readonly source: string;
  readonly live: readonly string[];
}

/** What the compiler makes of one function. */
export interface Machine {
  readonly abi: typeof ABI_VERSION;
  /** `shop#pipeline` (named durable function) or `shop/src/cart.ts#checkout/total`. */
  readonly id: string;
  /** Hash of the normalised source of the function and its closures. */
  readonly hash: string;
  /** The function's own name, for people and stack traces. */
  readonly name: string;
  /** The source path inside its package. */
  readonly file: string;
  readonly kind: "async" | "generator" | "asyncGenerator";
  /** Set by the runtime as it is registered: its functions bring scopes, or an arrow's `this`. */
  isClosure?: boolean;
  /** Set by the runtime: the function that stands in its place. Those of closures are many. */
  own?: CompiledFunction;
  /** Whether its code mentions `this`; a receiver that is not used is not stored. */
  readonly usesThis?: boolean;
  /** A generator whose parameters hold code: it runs to its first `yield`, which only ends them, when it is called. */
  readonly startsAtCall?: boolean;
  /**
   * Locals that hold an array which the machine has made and otherwise only pushes to and looks at, and whose elements
   * nobody else leads to: they cannot change while it is live, as long as the frame is `proven`.
   */
  readonly appendOnly?: readonly string[];
  /** Further locals that may lead to parts of the same objects. */
  readonly besideAppendOnly?: readonly string[];
  /**
   * Turns the call's arguments into locals; default values and patterns run here, once. The machine of a closure
   * takes the scope objects that it captured before them, and keeps them among its locals.
   */
  bind(this: unknown, ...args: never[]): Locals;
  /** Runs from `frame.pc` to the next suspension, the end, or an exception. */
  step(this: unknown, frame: Frame, how: Resumption, value: unknown): Signal;
  /** By number; `frame.pc` of a suspended frame is one of these. */
  readonly checkpoints: Readonly<Record<number, Checkpoint>>;
}

/** One activation of a machine. Stored: machine id and hash, checkpoint key, live locals, `self`, the frames above. */
export interface Frame {
  readonly machine: Machine;
  /** The state to re-enter: 0 at the start, then a checkpoint's number. */
  pc: number;
  readonly locals: Locals;
  /** `this` of the activation. */
  readonly self: unknown;
  /** The caller on the same task. */
  up: Frame | null;
  /** AWAIT: operand. CALL: callee. DONE and YIELD: value. */
  out: unknown;
  /** CALL: the arguments. */
  args: readonly unknown[] | undefined;
  /** CALL: the receiver. */
  receiver: unknown;
  /** The async generator whose body this is: what it yields and how it ends go through that object. */
  generator?: object | undefined;
  /** Whether what `appendOnly` says holds: all that it got from durable operations was data without code of its own. */
  proven?: boolean;
}

/** A function that the compiler has rewritten: calling it starts its machine. */
export const MACHINE = Symbol.for("perdure.machine");
export interface CompiledFunction {
  (...args: never[]): Promise<unknown>;
  readonly [MACHINE]: Machine;
}

/** A closure made by compiled code remembers its code, its `this` and the scope objects that it captured. */
export interface ClosureRecord {
  readonly id: string;
  /** Of the version that made this instance. */
  readonly hash: string;
  readonly self: unknown;
  /** Its scopes, then the values of the variables that it has copies of. */
  readonly scopes: readonly unknown[];
  /** What the code needs when it makes the closure, complete: a class's base and computed keys. */
  readonly given?: readonly unknown[] | undefined;
  /** With a machine: whether `this` is `self`, however the closure is called. */
  readonly arrow?: boolean;
}

/** Captured variables of one scope instance, by name. A variable that is still in its dead zone is absent. */
export type Scope = Record<string, unknown>;

/** Makes a closure over its scopes. `code` is what it was registered with. */
export interface Make {
  (this: unknown, ...captured: never[]): (...args: never[]) => unknown;
  code?: ClosureCode;
}

/** The code of a closure, registered once: `make` builds an instance over scope objects, or `machine` runs it. */
export interface ClosureCode {
  readonly id: string;
  readonly hash: string;
  /** Names of the scopes in the order in which `make` takes them; each names its variables. */
  readonly scopes: readonly string[];
  /** How many at the end of `scopes` are no scopes but variables: `make` takes their values, which are primitive. */
  readonly copies?: number;
  /** After the scopes it takes the values that the record has as `given`. */
  readonly make?: Make;
  /** An async function or a generator; the runtime makes the function that starts it. */
  readonly machine?: Machine;
  /** With a machine: the function's `length`, and whether `this` is the closure's own or the one it was made with. */
  readonly length?: number;
  readonly form?: "function" | "arrow" | "method";
  /** A durable function inside a plain one: an execution finds it by its id before the plain one has run. */
  readonly durable?: boolean;
  /** The function of a `durable.task`: it is not a machine, and runs as a step. */
  readonly task?: TaskCode;
}

/** A task's own name, for people, and its source path inside the package. */
export interface TaskCode {
  readonly name: string;
  readonly file: string;
}
