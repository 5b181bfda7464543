import type { Arguments } from "./abi.js";

const { call } = Function.prototype;

/**
 * `callOn(f, self, ...args)` is `f.call(self, ...args)`, whatever has become of `call`. Looking it up on `f` is slow
 * where a property of `f` was redefined.
 */
export const callOn = call.bind(call) as (
  callee: unknown,
  receiver: unknown,
  ...args: readonly unknown[]
) => unknown;

/** `callee(...args)`: a list of unknown length costs as much as the rest of a short call. */
export function callWith(callee: unknown, args: Arguments): unknown {
  // Of what is no function the language itself says so.
  if (typeof callee !== "function") return Reflect.apply(callee as () => unknown, undefined, args);
  const called = callee as (...args: readonly unknown[]) => unknown;
  switch (args.length) {
    case 0:
      return called();
    case 1:
      return called(args[0]);
    case 2:
      return called(args[0], args[1]);
    case 3:
      return called(args[0], args[1], args[2]);
    default:
      return Reflect.apply(called, undefined, args);
  }
}

/** `Reflect.apply`, in the same way. */
export function apply(callee: unknown, receiver: unknown, args: Arguments): unknown {
  switch (typeof callee === "function" ? args.length : -1) {
    case 0:
      return callOn(callee, receiver);
    case 1:
      return callOn(callee, receiver, args[0]);
    case 2:
      return callOn(callee, receiver, args[0], args[1]);
    case 3:
      return callOn(callee, receiver, args[0], args[1], args[2]);
    default:
      return Reflect.apply(callee as () => unknown, receiver, args);
  }
}
