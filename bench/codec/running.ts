import type { DurableContext } from "perdure";
import { machineOf } from "perdure/engine";
import { encodeExecution } from "../../packages/runtime/dist/execution/encode-execution.js";
import { LiveExecution } from "../../packages/runtime/dist/execution/live-execution.js";
import { restoreExecution } from "../../packages/runtime/dist/execution/restore-execution.js";
import type { ExecutionPorts } from "../../packages/runtime/dist/execution/execution-ports.js";
import { PAGE_LIMITS } from "../../packages/runtime/dist/snapshot/pages/index.js";

/** An execution that waits, as the engine encodes and restores it between two steps. */
export interface Running {
  readonly name: string;
  /** What of it is the program's. */
  readonly json: unknown;
  readonly calls: number;
  encode(): unknown;
  restore(): unknown;
}

const frame = { orderId: "order-2041", total: 129.95, attempt: 2, paid: false };
const customer = { name: "Ada", email: "ada@example.org", vip: true };
const items = ["apples", "pears", "plums"];

async function sixVariables(ctx: DurableContext): Promise<unknown> {
  "use durable";
  const { orderId, total, attempt, paid } = { ...frame };
  const buyer = { ...customer };
  const goods = [...items];
  const sum = await ctx.run("add", () => 1);
  return [orderId, total, attempt, paid, buyer, goods, sum];
}

const silent = (): void => {};
const none = (): never => {
  throw new Error("no engine here");
};

const PORTS: ExecutionPorts = {
  nowMs: () => 0,
  log: { debug: silent, info: silent, warn: silent, error: silent },
  around: undefined,
  operations: undefined,
  pageLimits: PAGE_LIMITS,
  holdsAtSettled: false,
  quiet: silent,
  settled: silent,
  cancelStep: silent,
  unreadable: () => undefined,
  readOutcome: none,
  functionOf: () => undefined,
  taskOf: none,
  childHeader: () => null,
  object: undefined,
  objectCall: none,
  childInput: none,
};

function newLive(): LiveExecution {
  const identity = { seq: 1, executionId: "e", functionId: "bench", epoch: 0, attempt: 1, operation: 0 };
  return new LiveExecution(identity, { state: [], kept: [] }, PORTS);
}

export async function running(): Promise<Running[]> {
  const live = newLive();
  const machine = machineOf(sixVariables);
  if (!machine) throw new Error("the bench runs without the loader");
  live.begin(machine, [live.context]);
  while (live.isBusy) await Promise.resolve();
  const { text } = encodeExecution(live);
  return [
    {
      name: "waits for a step, 6 variables",
      json: { ...frame, customer, items },
      calls: 500,
      encode: () => encodeExecution(live),
      restore: () => restoreExecution(newLive(), text),
    },
  ];
}
