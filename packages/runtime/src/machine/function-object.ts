import { MACHINE, type Arguments, type CompiledFunction, type Machine } from "./abi.js";
import { ASYNC_GENERATOR_FUNCTION_PROTOTYPE } from "../generators/async-prototype.js";
import { GENERATOR_FUNCTION_PROTOTYPE } from "../generators/prototype.js";
import { generatorPrototype } from "../generators/new-generator.js";
import { afterScopes } from "./after-scopes.js";
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

type Run = (self: unknown, args: Arguments) => unknown;
type Methods = Record<string, (...args: never[]) => unknown>;

/**
 * Functions of a name, by how many parameters they have. Redefining `name` or `length` would take half of the time,
 * and would make every look-up on the function slow.
 */
const LITERALS: readonly ((name: string, run: Run) => Methods)[] = [
  (name, run) => ({
    [name](this: unknown) {
      return run(this, arguments);
    },
  }),
  (name, run) => ({
    [name](this: unknown, _a: unknown) {
      return run(this, arguments);
    },
  }),
  (name, run) => ({
    [name](this: unknown, _a: unknown, _b: unknown) {
      return run(this, arguments);
    },
  }),
  (name, run) => ({
    [name](this: unknown, _a: unknown, _b: unknown, _c: unknown) {
      return run(this, arguments);
    },
  }),
];

/** The function that stands in a machine's place: no constructor, and of the language's kind. */
export function functionObject(machine: Machine, length: number, bound: Bound): CompiledFunction {
  const { self, arrow, scopes } = bound;
  const { name } = machine;
  const literal = LITERALS[length] ?? LITERALS[0]!;
  const object: object = literal(name, (receiver, args) =>
    start(machine, arrow ? self : receiver, afterScopes(scopes, args), object),
  )[name]!;
  dress(object, machine);
  if (!LITERALS[length]) Object.defineProperty(object, "length", { value: length, configurable: true });
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
