import { AWAIT, DONE, THROW, type Machine } from "../../machine/abi.js";
import { machine } from "../../machine/compiled.js";
import { rich } from "../../snapshot/testing/rich-texts.js";
import { encodeExecution } from "../encode-execution.js";
import type { LiveExecution } from "../live-execution.js";
import { newLive, quiet } from "./live.js";

/** Awaits what the function among its arguments gives first, and keeps the rest. */
const keeping: Machine = {
  abi: 1,
  id: "shop/src/rich.ts#keeping",
  hash: "h1",
  name: "keeping",
  file: "src/rich.ts",
  kind: "async",
  bind: (start: never) => ({ start, kept: undefined }),
  step(frame, how, value) {
    const l = frame.locals as { start: () => [unknown, unknown]; kept: unknown };
    if (how === THROW) throw value;
    if (frame.pc === 1) {
      frame.out = [value, l.kept];
      return DONE;
    }
    [frame.out, l.kept] = l.start();
    frame.pc = 1;
    return AWAIT;
  },
  checkpoints: { 1: { key: "it", kind: "await", line: 3, column: 1, source: "await it", live: ["kept"] } },
};
machine(keeping);

/** The text of an execution that waits for the first of what `start` gives, and keeps the second. */
async function textOf(start: (live: LiveExecution) => [unknown, unknown]): Promise<string> {
  const live = newLive();
  live.begin(keeping, [() => start(live)]);
  await quiet(live);
  return encodeExecution(live).text;
}

/** Promises of every kind, and what waits for them. */
function promises(live: LiveExecution): Record<string, unknown> {
  const { context } = live;
  const sleep = (ms: number) => context.sleep(ms);
  const failed = live.promiseCall("reject", [new RangeError("no")]) as Promise<unknown>;
  const { promise, resolve, reject } = live.promiseCall("withResolvers", []) as Record<string, unknown>;
  return {
    sleep: sleep(10),
    step: context.run("step", Math.random),
    event: context.waitForEvent("paid", { timeout: 1000 }),
    settled: live.promiseCall("resolve", [rich["shared"]]),
    failed,
    heard: failed.then(undefined, rich["next"] as () => unknown),
    all: live.promiseCall("all", [[sleep(20), 5, sleep(30)]]),
    any: live.promiseCall("any", [[sleep(40), failed]]),
    allSettled: live.promiseCall("allSettled", [[sleep(50), failed]]),
    resolvers: [promise, resolve, reject],
    chain: sleep(60).finally(rich["next"] as () => void),
    race: live.promiseCall("race", [[sleep(70), promise]]),
  };
}

/** Whole executions, to be changed: with every kind of promise, with every kind of value, and a plain one. */
export const executionTexts = async (): Promise<readonly string[]> => [
  await textOf((live) => [live.context.sleep(1), { a: [1, 2], b: "text" }]),
  await textOf((live) => [live.context.sleep(1), promises(live)]),
  await textOf((live) => [
    live.promiseCall("all", [[live.context.run("add", Math.random), live.context.sleep(5)]]),
    { ctx: live.context, state: live.context.state, set: live.context.state.set },
  ]),
  await textOf((live) => [live.context.sleep(1), { rich, ...promises(live) }]),
];
