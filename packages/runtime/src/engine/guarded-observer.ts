import type { Logger } from "../execution/logger.js";
import { once } from "./around.js";
import type { Observer } from "./observer.js";

/** An observer whose errors are logged, and do not reach the engine. */
export function guardedObserver(observer: Observer, logger: Logger): Observer {
  const failed = (name: string) => (error: unknown) =>
    logger.error({ err: error }, `the observer's \`${name}\` has thrown`);
  const guarded: Record<string, unknown> = {};
  for (const name of NAMES) {
    if (!observer[name]) continue;
    const method = observer[name].bind(observer) as (...args: unknown[]) => unknown;
    guarded[name] = (...args: unknown[]) => {
      try {
        return method(...args);
      } catch (error) {
        failed(name)(error);
        return undefined;
      }
    };
  }
  if (!observer.run) return guarded as Observer;
  const run: Observer["run"] = (execution, operation, body) =>
    once((enter) => observer.run!(execution, operation, enter), body, failed("run"));
  return { ...guarded, run };
}

const NAMES = [
  "starting",
  "started",
  "left",
  "stepStarted",
  "stepEnded",
  "committed",
  "parked",
  "groupCommitted",
  "woken",
] as const satisfies readonly (keyof Observer)[];
