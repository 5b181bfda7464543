import { apply } from "./apply.js";
import { currentTurn } from "./current-turn.js";

const NAMES = ["all", "allSettled", "any", "race", "reject", "resolve", "try", "withResolvers"] as const;

type Name = (typeof NAMES)[number];
type Call = (...args: readonly unknown[]) => unknown;

const native = Promise as Partial<Record<Name, unknown>>;
const natives = new Map<Name, unknown>(NAMES.map((name) => [name, native[name]]));

/** A turn takes the call of the language's own function; one that something has put in its place runs as it is. */
function call(name: Name, args: readonly unknown[]): unknown {
  const receiver = globalThis.Promise as typeof native;
  const callee = receiver[name];
  if (typeof callee !== "function") throw new TypeError(`Promise.${name} is not a function`);
  if (receiver === native && callee === natives.get(name)) {
    const made = currentTurn()?.promiseCall(name, args);
    if (made !== undefined) return made;
  }
  return Reflect.apply(callee, receiver, args);
}

/**
 * What stands for `Promise` where compiled code calls one of its functions: `$perdure.promises.all(tasks)`. What
 * `Promise[name]` finds beside them is Promise's own.
 */
export const promises = Object.assign(
  Object.create(Promise),
  Object.fromEntries(NAMES.map((name) => [name, (...args: readonly unknown[]) => call(name, args)])),
) as Readonly<Record<Name, Call>>;

/** `new Promise(executor)` of compiled code. */
export function newPromise(...args: readonly unknown[]): unknown {
  const constructor = globalThis.Promise;
  const made = constructor === native ? currentTurn()?.promiseCall("new", args) : undefined;
  return made ?? Reflect.construct(constructor, args);
}

const names = new Map<unknown, Name>([...natives].map(([name, callee]) => [callee, name]));
names.delete(undefined); // what this Node lacks

/** The call behind `await callee(...)`: one of `Promise`'s own functions goes to the turn, any other is called. */
export function callAwaited(callee: unknown, receiver: unknown, args: readonly unknown[]): unknown {
  const name = receiver === native ? names.get(callee) : undefined;
  const made = name === undefined ? undefined : currentTurn()?.promiseCall(name, args);
  return made ?? apply(callee, receiver, args);
}
