import { VirtualClock } from "@perdure/testing";
import { createEngine, MemoryLiveness, openSqliteStore } from "perdure/engine";
import type { Commit, Engine, EngineOptions, Store } from "perdure/engine";
import { afterEach } from "vitest";

/** A store in memory, virtual time, and what the engine committed and logged. */
export interface World {
  readonly store: Store;
  readonly clock: VirtualClock;
  readonly liveness: MemoryLiveness;
  readonly commits: Commit[];
  readonly logged: string[];
  engine(options?: EngineOptions): Promise<Engine>;
}

const opened: Engine[] = [];
afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.stop({ drainMs: 0 });
});

export async function newWorld(): Promise<World> {
  const clock = new VirtualClock();
  const liveness = new MemoryLiveness();
  const inner = await openSqliteStore({ file: ":memory:", liveness });
  const commits: Commit[] = [];
  const logged: string[] = [];
  const store: Store = new Proxy(inner, {
    get: (target, name) =>
      name === "commit"
        ? (engine: number, group: readonly Commit[]) => {
            commits.push(...group);
            return target.commit(engine, group);
          }
        : (...args: unknown[]) => Reflect.apply(target[name as "load"], target, args),
  });
  const logger = {
    warn: (_: object, message: string) => void logged.push(message),
    error: (_: object, message: string) => void logged.push(message),
  };
  const engine = async (options: EngineOptions = {}) => {
    const created = await createEngine({ store, clock, logger, pollMs: 0, ...options });
    opened.push(created);
    return created;
  };
  return { store, clock, liveness, commits, logged, engine };
}

/** Lets virtual time run until nothing is left to happen. */
export async function runOut(engine: Engine, clock: VirtualClock): Promise<void> {
  do await engine.whenIdle();
  while (clock.advance());
  await engine.whenIdle();
}
