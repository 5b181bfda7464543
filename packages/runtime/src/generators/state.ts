import type { Frame, Resumption } from "../machine/abi.js";
import type { Settle } from "../machine/current-turn.js";
import { processWide } from "../machine/process-wide.js";

/** Where a generator stands. `returning`: an async one awaits the value of a `return(value)`. */
export type Standing = "start" | "yield" | "running" | "returning" | "done";

/** What was asked of an async generator other than by an `await` in a turn; the first is being answered. */
export interface Request {
  readonly how: Resumption;
  readonly value: unknown;
  readonly promise: Promise<unknown>;
  /** Settles the promise. */
  readonly settle: Settle;
}

/** What a generator object holds where no property shows it. */
export interface GeneratorState {
  readonly asynchronous: boolean;
  at: Standing;
  /** Its activation; null once it has ended. */
  frame: Frame | null;
  /** The function that made it, whose `prototype` it has; undefined where a snapshot did not keep it. */
  maker: object | undefined;
  readonly requests: Request[];
}

class Returning {
  constructor(object: object) {
    return object;
  }
}

/** Puts a private field onto any object, whatever its prototype: far cheaper than an entry of a WeakMap. */
class Stamp extends Returning {
  readonly #state: GeneratorState;

  constructor(object: object, state: GeneratorState) {
    super(object);
    this.#state = state;
  }

  static put(object: object, state: GeneratorState): void {
    new Stamp(object, state);
  }

  static read(object: object): GeneratorState | undefined {
    return #state in object ? object.#state : undefined;
  }
}

const stamp = processWide<Pick<typeof Stamp, "put" | "read">>("perdure.generator", () => Stamp);

/** A generator object over its state. */
export function generatorObject(state: GeneratorState, prototype: object): object {
  const object = Object.create(prototype) as object;
  stamp.put(object, state);
  return object;
}

/** The state of a compiled generator, undefined for anything else. */
export const generatorState = (value: unknown): GeneratorState | undefined =>
  typeof value === "object" && value !== null ? stamp.read(value) : undefined;

/** Ends a generator: its variables are let go. */
export function end(state: GeneratorState): void {
  state.at = "done";
  state.frame = null;
}
