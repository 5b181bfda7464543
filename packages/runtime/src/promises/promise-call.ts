import { combine, type CombinationKind } from "./combination.js";
import { durablePromise, stateOf } from "./durable-promise.js";
import type { Home } from "./home.js";
import { toDurable } from "./resolved.js";
import { handOver, withResolvers } from "./resolver.js";

const COMBINATIONS: readonly string[] = ["all", "allSettled", "race", "any"] satisfies CombinationKind[];

/** A call of one of `Promise`'s own functions in compiled code, by its name, or `new`; undefined where it stays native. */
export function promiseCall(home: Home, name: string, args: readonly unknown[]): unknown {
  if (COMBINATIONS.includes(name))
    return combine(home, name as CombinationKind, args[0] as Iterable<unknown>);
  switch (name) {
    case "resolve":
      return args[0] instanceof Promise && !stateOf(args[0]) ? undefined : toDurable(home, args[0]);
    case "reject": {
      const promise = durablePromise(home);
      stateOf(promise)!.reject(args[0]);
      return promise;
    }
    case "new": {
      const [executor] = args;
      if (typeof executor !== "function") return undefined;
      const promise = durablePromise(home);
      handOver(promise, executor as (...resolvers: unknown[]) => unknown);
      return promise;
    }
    case "withResolvers":
      return withResolvers(home);
    case "try": {
      const promise = durablePromise(home);
      const [callback, ...rest] = args as [(...args: unknown[]) => unknown, ...unknown[]];
      try {
        stateOf(promise)!.resolve(callback(...rest));
      } catch (error) {
        stateOf(promise)!.reject(error);
      }
      return promise;
    }
    default:
      return undefined;
  }
}
