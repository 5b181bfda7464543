/**
 * A call whose function was read before an await among its arguments. `text` is what was called, for the error;
 * the function may have a property `call` or `apply` of its own, so those are not used.
 */
export function invoke(callee: unknown, receiver: unknown, args: readonly unknown[], text: string): unknown {
  if (typeof callee !== "function") throw new TypeError(`${text} is not a function`);
  return Reflect.apply(callee, receiver, args);
}

/** `new callee(...args)` whose class was read before an await among its arguments. */
export function construct(callee: unknown, args: readonly unknown[], text: string): object {
  if (!isConstructor(callee)) throw new TypeError(`${text} is not a constructor`);
  return Reflect.construct(callee, args) as object;
}

function isConstructor(value: unknown): value is new (...args: never[]) => object {
  if (typeof value !== "function") return false;
  try {
    Reflect.construct(Object, [], value);
    return true;
  } catch {
    return false;
  }
}
