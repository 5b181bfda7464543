import { MACHINE, type CompiledFunction, type Machine } from "./abi.js";
import { ASYNC_GENERATOR_FUNCTION_PROTOTYPE } from "../generators/async-prototype.js";
import { GENERATOR_FUNCTION_PROTOTYPE } from "../generators/prototype.js";
import { generatorPrototype } from "../generators/new-generator.js";
import { start } from "./start.js";

const ASYNC_FUNCTION_PROTOTYPE = Object.getPrototypeOf(async () => {}) as object;

/** Read late: the modules of the generators come from a cycle. */
function prototypeFor(kind: Machine["kind"]): object {
  if (kind === "async") return ASYNC_FUNCTION_PROTOTYPE;
  return kind === "generator" ? GENERATOR_FUNCTION_PROTOTYPE : ASYNC_GENERATOR_FUNCTION_PROTOTYPE;
}

/** What a function brings to its machine beside the arguments of a call. */
export interface Bound {
  /** `this` of an arrow. */
  readonly self?: unknown;
  readonly arrow?: boolean | undefined;
  readonly scopes: readonly unknown[];
}

/** The function that stands in a machine's place: no constructor, and of the language's kind. */
export function functionObject(machine: Machine, length: number, bound: Bound): CompiledFunction {
  const { self, arrow, scopes } = bound;
  const { name } = machine; // given by the literal: redefining it would take half of the time
  const object: object = {
    [name](this: unknown, ...args: unknown[]): unknown {
      const all = scopes.length === 0 ? args : [...scopes, ...args];
      return start(machine, arrow ? self : this, all, object);
    },
  }[name]!;
  dress(object, machine);
  if (length > 0) Object.defineProperty(object, "length", { value: length, configurable: true });
  return object as CompiledFunction;
}

/** Makes a function look like one of its machine's kind, and lets it know its machine. */
export function dress(object: object, machine: Machine): CompiledFunction {
  Object.setPrototypeOf(object, prototypeFor(machine.kind));
  if (machine.kind !== "async") {
    const prototype = Object.create(generatorPrototype(machine.kind === "asyncGenerator")) as object;
    Object.defineProperty(object, "prototype", { value: prototype, writable: true });
  }
  return Object.defineProperty(object, MACHINE, { value: machine, configurable: true }) as CompiledFunction;
}
