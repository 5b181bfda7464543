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

  const wrapped = { ...store } as unknown as Record<string, unknown>;
  for (const [name, method] of Object.entries(store)) {
    wrapped[name] = (...args: unknown[]) => alive(() => Reflect.apply(method as Method, store, args));
  }
  /** No execution is to blame for these deaths. */
  const load: Store["load"] = async (id) => {
    const loaded = await alive(() => store.load(id));
    return loaded && { ...loaded, execution: { ...loaded.execution, strikes: 0 } };
  };
  return { ...(wrapped as unknown as Store), load, commit, release: () => never(), close: () => never() };
}

type Method = (...args: unknown[]) => Promise<unknown>;
