import { createEngine, openSqliteStore, type Engine, type Store } from "perdure/engine";

/** What commits have handed to the store, in bytes of snapshots and pages. */
export interface Handed {
  bytes: number;
  commits: number;
}

/** An engine over a store in memory, which counts. */
export async function withCountingEngine<T>(
  body: (engine: Engine, handed: Handed) => Promise<T>,
): Promise<T> {
  const inner = await openSqliteStore({ file: ":memory:" });
  const handed: Handed = { bytes: 0, commits: 0 };
  const store: Store = {
    ...inner,
    commit(engine, commits) {
      for (const commit of commits) {
        if (commit.kind !== "turn") continue;
        handed.commits += 1;
        const texts = [commit.snapshot ?? "", ...(commit.pages?.write ?? []).map(({ text }) => text)];
        for (const text of texts) handed.bytes += Buffer.byteLength(text);
      }
      return inner.commit(engine, commits);
    },
  };
  const engine = await createEngine({ store, pollMs: 0 });
  try {
    return await body(engine, handed);
  } finally {
    await engine.stop();
    await inner.close();
  }
}
