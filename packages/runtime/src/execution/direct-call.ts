/** What a call calls in the end. */
export interface DirectCall {
  readonly callee: unknown;
  readonly receiver: unknown;
  readonly args: readonly unknown[];
}

const { call, apply } = Function.prototype;
const { apply: reflectApply } = Reflect;

/** The call of `f` that `f.call(self, x)`, `f.apply(self, [x])` and `Reflect.apply(f, self, [x])` make; else null. */
export function directCall(callee: unknown, receiver: unknown, args: readonly unknown[]): DirectCall | null {
  if (callee === call) return { callee: receiver, receiver: args[0], args: args.slice(1) };
  if (callee === apply) return { callee: receiver, receiver: args[0], args: listOf(args[1]) };
  if (callee === reflectApply) return { callee: args[0], receiver: args[1], args: listOf(args[2]) };
  return null;
}

const listOf = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.prototype.slice.call(value);
