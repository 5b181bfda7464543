import { ABI_VERSION, CALL, DONE, THROW, type CompiledFunction, type Frame } from "./abi.js";
import { machine } from "./compiled.js";
import type { EntityPlace } from "./object-class.js";

/** The method of an entity's object that calls a resumable handler with the object's state and the context. */
export function handlerMethod(
  { id, file }: EntityPlace,
  name: string,
  handler: (...args: never[]) => unknown,
): CompiledFunction {
  return machine({
    abi: ABI_VERSION,
    id: `${id}/${name}`,
    hash: "handler",
    name,
    file,
    kind: "async",
    usesThis: true,
    bind: (...args: readonly unknown[]) => ({ args }),
    step(frame: Frame, how, value) {
      if (how === THROW) throw value;
      if (frame.pc === 1) {
        frame.out = value;
        return DONE;
      }
      frame.pc = 1;
      frame.out = handler;
      frame.receiver = undefined;
      frame.args = [
        (frame.self as { readonly $state: unknown }).$state,
        ...(frame.locals["args"] as readonly unknown[]),
      ];
      return CALL;
    },
    checkpoints: {
      1: {
        key: "handler",
        kind: "call",
        line: 1,
        column: 1,
        source: `await ${name}(state, ctx, ...)`,
        live: [],
      },
    },
  });
}
