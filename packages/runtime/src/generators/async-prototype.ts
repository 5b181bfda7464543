import { NEXT, RETURN, THROW, type Resumption } from "../machine/abi.js";
import { references } from "../machine/reference.js";
import { intrinsicsOver } from "./intrinsics-over.js";
import { ask } from "./requests.js";
import { generatorState } from "./state.js";

const native = Object.getPrototypeOf(Object.getPrototypeOf((async function* () {})())) as AsyncGenerator;
const NATIVE_METHODS = { [NEXT]: native.next, [THROW]: native.throw, [RETURN]: native.return };
const NAMES = { [NEXT]: "next", [THROW]: "throw", [RETURN]: "return" } as const;

/** The methods say what they ask for. A symbol of the process: the package may be loaded twice. */
const ASKS = Symbol.for("perdure.asks");

const methods = {
  next(this: unknown, value: unknown): unknown {
    return request(this, NEXT, value);
  },
  return(this: unknown, value: unknown): unknown {
    return request(this, RETURN, value);
  },
  throw(this: unknown, error: unknown): unknown {
    return request(this, THROW, error);
  },
};

for (const how of [NEXT, RETURN, THROW] as const)
  Object.defineProperty(methods[NAMES[how]], ASKS, { value: how });

/** What compiled async generators inherit from, and what their functions do; everything else comes from the native ones. */
export const { prototype: ASYNC_GENERATOR_PROTOTYPE, functionPrototype: ASYNC_GENERATOR_FUNCTION_PROTOTYPE } =
  intrinsicsOver(native, methods);

references(
  "perdure:async-generator",
  { next: () => methods.next, return: () => methods.return, throw: () => methods.throw },
  { prototype: () => ASYNC_GENERATOR_PROTOTYPE, function: () => ASYNC_GENERATOR_FUNCTION_PROTOTYPE },
);

/** What `callee` asks of the compiled async generator `receiver`; undefined where it is another call. */
export function requestOf(callee: unknown, receiver: unknown): Resumption | undefined {
  const how = typeof callee === "function" ? (callee as { [ASKS]?: Resumption })[ASKS] : undefined;
  return how !== undefined && generatorState(receiver)?.asynchronous ? how : undefined;
}

function request(receiver: unknown, how: Resumption, value: unknown): unknown {
  // The native method gives the language's own error, or goes on with a native generator.
  if (!generatorState(receiver)?.asynchronous) return Reflect.apply(NATIVE_METHODS[how], receiver, [value]);
  return ask(receiver as object, how, value);
}
