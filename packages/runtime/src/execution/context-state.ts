import type { DurableState } from "../api/durable-context.js";
import { PerdureError } from "../errors/perdure-error.js";
import { invalidArgument } from "../generated/messages.js";
import { durablePromise } from "../promises/durable-promise.js";
import { SnapshotError } from "../snapshot/index.js";
import type { StateOperation } from "../operations/operation.js";
import type { LiveExecution } from "./live-execution.js";

/** `ctx.state`: reads and writes settle inside the turn. `check` throws where it may not be used. */
export function contextState(live: LiveExecution, check: (method: string) => void): DurableState {
  const { stateEntries } = live;
  const settle = <T>(
    method: StateOperation["method"],
    args: readonly unknown[],
    value: () => unknown,
  ): Promise<T> => {
    check(method);
    const [key] = args;
    if (args.length > 0 && typeof key !== "string") {
      const hint = "Keys are texts.";
      throw new PerdureError(
        invalidArgument({ where: `ctx.state.${method}`, problem: `${typeof key} for the key`, hint }),
      );
    }
    try {
      return live.requests.askInstant<T>({ kind: "state", label: method, method, args }, value());
    } catch (error) {
      if (!(error instanceof SnapshotError)) throw error;
      // It is not the code's fault: it waits, and goes on in a process that can read the value.
      live.ports.unreadable(live, `ctx.state "${String(key)}"`, error);
      return durablePromise<T>(live);
    }
  };
  const state: DurableState = {
    get: <T>(key: string, fallback?: T) => settle<T>("get", [key], () => stateEntries.get(key, fallback)),
    set: (key, value) => settle("set", [key, value], () => stateEntries.set(key, value)),
    delete: (key) => settle("delete", [key], () => stateEntries.delete(key)),
    keys: () => settle("keys", [], () => stateEntries.keys()),
    clear: () => settle("clear", [], () => stateEntries.clear()),
  };
  // Plain objects are stored by value, and nobody is asked for their names.
  return Object.freeze(Object.setPrototypeOf(state, null)) as DurableState;
}
