/**
 * A call whose function was read before an await among its arguments. `text` is what was called, for the error;
 * the function may have a property `call` or `apply` of its own, so those are not used.
 */
export function invoke(callee: unknown, receiver: unknown, args: readonly unknown[], text: string): unknown {
  if (typeof callee !== "function") throw new TypeError(`${text} is not a function`);
  return Reflect.apply(callee, receiver, args);
}
