import type { Commit, CommitResult, EngineId, Store } from "../../store/store.js";
import type { Observer } from "../observer.js";

/** At most so many commits join into one transaction; more would hold up the event loop (measured: 4 ms at p99). */
const LARGEST_GROUP = 256;
/** So many commits that come alone follow each other before timers and messages have their turn. */
const LONGEST_RUN = 8;

interface Waiting {
  readonly commit: Commit;
  readonly resolve: (result: CommitResult) => void;
}

/**
 * Joins the commits of many executions: those that come in one turn of the event loop share a transaction. One that
 * came alone lets the next one expect the same, and not wait for the event loop.
 */
export class GroupCommit {
  readonly #store: Store;
  readonly #engine: () => EngineId;
  readonly #observer: Observer;
  #queue: Waiting[] = [];
  #flushing = false;
  #cameAlone = 0;

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
      if (this.#cameAlone % LONGEST_RUN > 0) queueMicrotask(() => void this.#flush());
      else setImmediate(() => void this.#flush());
    });
  }

  async #flush(): Promise<void> {
    const group = this.#queue.length > LARGEST_GROUP ? this.#queue.splice(0, LARGEST_GROUP) : this.#queue;
    if (group === this.#queue) this.#queue = [];
    this.#cameAlone = group.length === 1 ? this.#cameAlone + 1 : 0;
    const startMs = performance.now();
    let results: readonly CommitResult[];
    try {
      results = await this.#store.commit(
        this.#engine(),
        group.map(({ commit }) => commit),
      );
    } catch (error) {
      results = group.map(() => ({ error }));
    }
    this.#observer.groupCommitted?.(results, performance.now() - startMs);
    for (let at = 0; at < group.length; at++) group[at]!.resolve(results[at]!);
    if (this.#queue.length > 0) setImmediate(() => void this.#flush());
    else this.#flushing = false;
  }
}
