import type { Commit, CommitResult, EngineId, Store } from "perdure/engine";

/** When the process dies around a commit. */
type Death = "before" | "inside" | "after";
const DEATHS: readonly Death[] = ["before", "inside", "after"];

const never = <T>(): Promise<T> => new Promise<T>(() => {});

/** Thrown inside a transaction to break it off. */
export class Crash extends Error {}

/** Counts the deaths of a run: each commit is tried three times, and the process dies three ways around it. */
export class CrashPlan {
  #commits = 0;
  /** Set while the store must break its transaction off. */
  breakOff = false;

  next(): Death {
    return DEATHS[this.#commits++ % DEATHS.length]!;
  }

  /** The store's fault injection. */
  readonly fault = (): void => {
    if (this.breakOff) throw new Crash("the process died inside a commit");
  };
}

/** A store as one process sees it that dies at its first commit: afterwards nothing comes back from it. */
export function crashingStore(store: Store, plan: CrashPlan, onDeath: () => void): Store {
  let dead = false;
  const die = <T>(): Promise<T> => {
    dead = true;
    onDeath();
    return never<T>();
  };
  const alive = async <T>(call: () => Promise<T>): Promise<T> => {
    if (dead) return never<T>();
    const result = await call();
    return dead ? never<T>() : result;
  };

  async function commit(engine: EngineId, commits: readonly Commit[]): Promise<readonly CommitResult[]> {
    if (dead) return never();
    const death = plan.next();
    if (death === "before") return die();
    plan.breakOff = death === "inside";
    try {
      await store.commit(engine, commits);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    } finally {
      plan.breakOff = false;
    }
    return die();
  }

  return {
    register: (nowMs) => alive(() => store.register(nowMs)),
    create: (execution, engine) => alive(() => store.create(execution, engine)),
    claim: (engine, ids, limit, nowMs) => alive(() => store.claim(engine, ids, limit, nowMs)),
    due: (engine, nowMs, limit) => alive(() => store.due(engine, nowMs, limit)),
    nextDueAtMs: (engine, nowMs) => alive(() => store.nextDueAtMs(engine, nowMs)),
    load: (id) => alive(() => store.load(id)),
    loadState: (id) => alive(() => store.loadState(id)),
    loadOutcomes: (id) => alive(() => store.loadOutcomes(id)),
    commit,
    describe: (places) => alive(() => store.describe(places)),
    changed: () => alive(() => store.changed()),
    release: () => never(),
    close: () => never(),
  };
}
