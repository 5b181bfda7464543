import { afterEach, beforeEach } from "vitest";
import type {
  Commit,
  CommitResult,
  EngineId,
  Execution,
  Store,
  TurnCommit,
} from "../../../packages/runtime/src/store/store.js";

/** How the suite gets at a kind of store. */
export interface StoreUnderTest {
  /** A new, empty store. */
  open(): Promise<Store>;
  /** Makes an engine of that store look dead to the others, without giving anything back. */
  kill(store: Store, engine: EngineId): void | Promise<void>;
  /** Another connection to the same data; absent where there can be only one. */
  reopen?(store: Store): Promise<Store>;
}

/** A fresh store and an engine for each test; both change from test to test, so read them from here. */
export interface Opened {
  store: Store;
  engine: EngineId;
  /** One commit by the engine. */
  commitOne(commit: Commit, as?: EngineId): Promise<CommitResult | undefined>;
}

export function opened(under: StoreUnderTest): Opened {
  const at = {
    commitOne: async (commit: Commit, as = at.engine) => (await at.store.commit(as, [commit]))[0],
  } as Opened;
  beforeEach(async () => {
    at.store = await under.open();
    at.engine = await at.store.register(1000);
  });
  afterEach(() => at.store.close());
  return at;
}

export const ids = (executions: readonly Execution[]): string[] => executions.map(({ id }) => id);

export const newExecution = (id: string, functionId = "shop#flow") => ({
  id,
  functionId,
  input: `["input of ${id}"]`,
  createdAtMs: 1000,
});

export const turn = (id: string, changes: Partial<TurnCommit> = {}): TurnCommit => ({
  kind: "turn",
  id,
  epoch: 0,
  status: "waiting",
  reason: null,
  detail: null,
  attempt: 1,
  operation: 1,
  dueAtMs: null,
  snapshot: '{"v":1,"tasks":[]}',
  outcome: null,
  updatedAtMs: 2000,
  state: [],
  ...changes,
});
