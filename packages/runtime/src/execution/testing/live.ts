import { PAGE_LIMITS } from "../../snapshot/pages/index.js";
import { decode } from "../../snapshot/index.js";
import type { Outcome } from "../../promises/outcome.js";
import type { Page } from "../../store/store.js";
import type { ExecutionPorts } from "../execution-ports.js";
import { LiveExecution } from "../live-execution.js";
import { restoreExecution } from "../restore-execution.js";

const none = (): never => {
  throw new Error("not part of this test");
};
const silent = (): void => {};

const PORTS: ExecutionPorts = {
  nowMs: () => 0,
  log: { debug: silent, info: silent, warn: silent, error: silent },
  around: undefined,
  operations: undefined,
  pageLimits: { ...PAGE_LIMITS, head: Infinity, atOnce: Infinity },
  holdsAtSettled: false,
  quiet: silent,
  settled: silent,
  cancelStep: silent,
  readOutcome: (text) => decode(text) as Outcome,
  unreadable: (_, __, error) => {
    throw error;
  },
  functionOf: () => undefined,
  taskOf: none,
  childHeader: () => null,
  object: undefined,
  objectCall: none,
  childInput: none,
};

/** An execution without an engine. Restored where there is a text, which then goes on. */
export function newLive(
  text?: string,
  ports: Partial<ExecutionPorts> = {},
  pages?: readonly Page[],
): LiveExecution {
  const identity = { seq: 1, executionId: "e", functionId: "shop#main", epoch: 0, attempt: 1, operation: 0 };
  const live = new LiveExecution(identity, { state: [], kept: [] }, { ...PORTS, ...ports });
  if (text !== undefined) restoreExecution(live, text, pages).goOn();
  return live;
}

/** Until all its jobs have run. */
export async function quiet(live: LiveExecution): Promise<void> {
  while (live.isBusy) await Promise.resolve();
}

/** Settles all that it waits for, in order, with `value`. */
export async function settleAll(live: LiveExecution, value: unknown): Promise<void> {
  for (const operation of live.operations.values()) live.settle(operation, { value });
  await quiet(live);
}
