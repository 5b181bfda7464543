import { DELEGATE, DONE, NEXT, RETURN, THROW, type Resumption, type Signal } from "../machine/abi.js";
import { addLazyMethods } from "../machine/iteration/lazy/lazy-iterator.js";
import { references } from "../machine/reference.js";
import { intrinsicsOver } from "./intrinsics-over.js";
import { end, generatorState, type GeneratorState } from "./state.js";

const native = Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())) as Generator;
const NATIVE_METHODS = { [NEXT]: native.next, [THROW]: native.throw, [RETURN]: native.return };

const methods = {
  next(this: unknown, value: unknown): unknown {
    return resume(this, NEXT, value);
  },
  return(this: unknown, value: unknown): unknown {
    return resume(this, RETURN, value);
  },
  throw(this: unknown, error: unknown): unknown {
    return resume(this, THROW, error);
  },
};

/** What compiled generators inherit from, and what their functions do; everything else comes from the native ones. */
export const { prototype: GENERATOR_PROTOTYPE, functionPrototype: GENERATOR_FUNCTION_PROTOTYPE } =
  intrinsicsOver(native, methods);

addLazyMethods(GENERATOR_PROTOTYPE);

references(
  "perdure:generator",
  { next: () => methods.next, return: () => methods.return, throw: () => methods.throw },
  { prototype: () => GENERATOR_PROTOTYPE, function: () => GENERATOR_FUNCTION_PROTOTYPE },
);

function resume(receiver: unknown, how: Resumption, value: unknown): unknown {
  const state = generatorState(receiver);
  // The native method gives the language's own error, or goes on with a native generator.
  if (!state || state.asynchronous) return Reflect.apply(NATIVE_METHODS[how], receiver, [value]);
  if (state.at === "running") throw new TypeError("Generator is already running");
  if (state.at === "start" && how !== NEXT) end(state);
  if (state.at === "done") return afterEnd(how, value);
  return run(state, how, value);
}

function afterEnd(how: Resumption, value: unknown): IteratorResult<unknown> {
  if (how === THROW) throw value;
  return { value: how === RETURN ? value : undefined, done: true };
}

function run(state: GeneratorState, how: Resumption, value: unknown): unknown {
  const frame = state.frame!;
  let signal: Signal;
  state.at = "running";
  try {
    signal = frame.machine.step.call(frame.self, frame, how, value);
  } catch (error) {
    end(state);
    throw error;
  }
  const { out } = frame;
  frame.out = undefined;
  if (signal === DONE) end(state);
  else state.at = "yield";
  return signal === DELEGATE ? out : { value: out, done: signal === DONE };
}
