import { afterEach, beforeEach } from "vitest";
import type {
  Commit,
  CommitResult,
  EngineId,
  Execution,
  Store,
  TurnCommit,
  Message,
  NewExecution,
} from "../../../packages/runtime/src/store/store.js";

/** How the suite gets at a kind of store. */
export interface StoreUnderTest {
  /** A new, empty store. */
  open(): Promise<Store>;
  /** Makes an engine of that store look dead to the others, without giving anything back. */
  kill(store: Store, engine: EngineId): void | Promise<void>;
  /** Another connection to the same data; absent where there can be only one. */
  reopen?(store: Store): Promise<Store>;
  /** The data are in another process, where functions cannot be sent: of a transaction only its failure is stored. */
  readonly crossesProcesses?: true;
}

/** A fresh store and an engine for each test; both change from test to test, so read them from here. */
export interface Opened {
  store: Store;
  engine: EngineId;
  /** Commits by the engine. Where `seq` is 0, it is looked up by `id`. */
  commit(...commits: Commit[]): Promise<readonly CommitResult[]>;
  commitOne(commit: Commit, as?: EngineId): Promise<CommitResult | undefined>;
  state(id: string): Promise<readonly { key: string; value: string }[] | undefined>;
  inbox(id: string): Promise<readonly Message[] | undefined>;
  /** The inbox as texts: `kind operation payload`. */
  mail(id: string): Promise<readonly string[] | undefined>;
  create(...ids: string[]): Promise<void>;
}

export function opened(under: StoreUnderTest): Opened {
  const at: Opened = {
    store: undefined as unknown as Store,
    engine: 0,
    commit: async (...commits) => commitTo(at.store, at.engine, commits),
    commitOne: async (commit, as = at.engine) => (await commitTo(at.store, as, [commit]))[0],
    state: async (id) => (await at.store.load(id))?.state,
    inbox: async (id) => (await at.store.load(id))?.inbox,
    mail: async (id) => (await at.inbox(id))?.map((message) => mailText(message)),
    create: async (...names) => {
      for (const id of names) await at.store.create(newExecution(id), at.engine);
    },
  };
  beforeEach(async () => {
    at.store = await under.open();
    at.engine = await at.store.register(1000);
  });
  afterEach(() => at.store.close());
  return at;
}

/** Commits that have no `seq` get the one of their `id`. */
export async function commitTo(
  store: Store,
  engine: EngineId,
  commits: readonly Commit[],
): Promise<readonly CommitResult[]> {
  const placed: Commit[] = [];
  for (const commit of commits) {
    placed.push(commit.seq === 0 ? { ...commit, seq: (await store.find(commit.id))?.seq ?? 0 } : commit);
  }
  return store.commit(engine, placed);
}

export const ids = (executions: readonly Execution[]): string[] => executions.map(({ id }) => id);

export const mailText = ({ kind, operation, payload }: Omit<Message, "seq">): string =>
  `${kind} ${operation} ${payload}`;

export const newExecution = (id: string, functionId = "shop#flow") =>
  ({ id, functionId, input: `["input of ${id}"]`, createdAtMs: 1000 }) satisfies NewExecution;

export const turn = (id: string, changes: Partial<TurnCommit> = {}): TurnCommit => ({
  kind: "turn",
  seq: 0,
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
  control: null,
  updatedAtMs: 2000,
  ...changes,
});

/** The end of an execution. */
export const end = (id: string, changes: Partial<TurnCommit> = {}): TurnCommit =>
  turn(id, { status: "completed", outcome: '"done"', ...changes });
