import type { Around } from "../execution/around.js";
import type { StepOperation } from "../operations/operation.js";
import type { Execution } from "../store/store.js";
import { carriers } from "./carriers.js";
import type { Core } from "./core.js";
import type { Header } from "./header.js";

type Enter = <R>(body: () => R, operation: StepOperation | undefined) => R;
type Result<R> = { readonly value: R } | { readonly error: unknown };

/** What surrounds the code of an execution: all carriers, then the observer; undefined where there is nothing. */
export function aroundOf(core: Core, execution: Execution, { carried = {} }: Header): Around | undefined {
  const { observer, logger } = core;
  const enters: Enter[] = [];
  for (const [name, carrier] of carriers) {
    const value: unknown = Object.hasOwn(carried, name) ? carried[name] : undefined;
    enters.push((body) =>
      once(
        (enter) => carrier.run(value, enter),
        body,
        (error) => logger.error({ execution: execution.id, err: error }, `the carrier "${name}" has thrown`),
      ),
    );
  }
  if (observer.run) enters.push((body, operation) => observer.run!(execution, operation, body));
  if (enters.length === 0) return undefined;
  return (body, operation) => {
    const inside = enters.reduceRight<typeof body>((inner, enter) => () => enter(inner, operation), body);
    return inside();
  };
}

/** Runs `body` exactly once, inside of `enter` where that works: what surrounds the code must not change what it does. */
export function once<R>(
  enter: (body: () => R) => unknown,
  body: () => R,
  failed: (error: unknown) => void,
): R {
  let result: Result<R> | undefined;
  const enterOnce = (): R => valueOf((result ??= resultOf(body)));
  try {
    enter(enterOnce);
  } catch (error) {
    if (!result) failed(error);
  }
  return enterOnce();
}

function resultOf<R>(body: () => R): Result<R> {
  try {
    return { value: body() };
  } catch (error) {
    return { error };
  }
}

function valueOf<R>(result: Result<R>): R {
  if ("error" in result) throw result.error;
  return result.value;
}
