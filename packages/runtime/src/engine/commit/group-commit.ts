import type { Commit, CommitResult, EngineId, Store } from "../../store/store.js";
import type { Observer } from "../observer.js";

/** At most so many commits join into one transaction; more would hold up the event loop (measured: 4 ms at p99). */
const LARGEST_GROUP = 256;

interface Waiting {
  readonly commit: Commit;
  readonly resolve: (result: CommitResult) => void;
}

/** Joins the commits of many executions: those that come in one turn of the event loop share a transaction. */
export class GroupCommit {
  readonly #store: Store;
  readonly #engine: () => EngineId;
  readonly #observer: Observer;
  #queue: Waiting[] = [];
  #flushing = false;

  constructor(store: Store, engine: () => EngineId, observer: Observer) {
    this.#store = store;
    this.#engine = engine;
    this.#observer = observer;
  }

  /** Never rejects: a failure of the whole transaction is each commit's error. */
  submit(commit: Commit): Promise<CommitResult> {
    return new Promise((resolve) => {
      this.#queue.push({ commit, resolve });
      if (this.#flushing) return;
      this.#flushing = true;
      setImmediate(() => void this.#flush());
    });
  }

  async #flush(): Promise<void> {
    const group = this.#queue.splice(0, LARGEST_GROUP);
    const startMs = performance.now();
    const results = await this.#commit(group.map(({ commit }) => commit));
    this.#observer.groupCommitted?.(results, performance.now() - startMs);
    group.forEach(({ resolve }, index) => resolve(results[index]!));
    if (this.#queue.length > 0) setImmediate(() => void this.#flush());
    else this.#flushing = false;
  }

  async #commit(commits: readonly Commit[]): Promise<readonly CommitResult[]> {
    try {
      return await this.#store.commit(this.#engine(), commits);
    } catch (error) {
      return commits.map(() => ({ error }));
    }
  }
}
