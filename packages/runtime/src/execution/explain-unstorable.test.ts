import { describe, expect, it } from "vitest";
import { UnstorableError } from "../snapshot/index.js";
import { AWAIT, type Machine } from "../machine/abi.js";
import { machine } from "../machine/compiled.js";
import { encodeExecution } from "./encode-execution.js";
import { newLive, quiet } from "./testing/live.js";

/** Awaits a sleep while `kept` is what it was given. */
const keeping = (name: string): Machine => ({
  abi: 1,
  id: `shop/src/keep.ts#${name}`,
  hash: "h1",
  name,
  file: "src/keep.ts",
  kind: "async",
  bind: (ctx: never, kept: never) => ({ ctx, kept }),
  step(frame) {
    frame.out = (frame.locals as { ctx: { sleep(ms: number): unknown } }).ctx.sleep(5);
    frame.pc = 1;
    return AWAIT;
  },
  checkpoints: { 1: { key: "k", kind: "await", line: 3, column: 1, source: "await it", live: ["kept"] } },
});
const [named, anonymous] = [keeping("flow"), keeping("")];
for (const code of [named, anonymous]) machine(code);

async function problemOf(
  code: Machine,
  keep: (live: ReturnType<typeof newLive>) => unknown,
): Promise<string> {
  const live = newLive();
  live.begin(code, [live.context, live.enter(() => keep(live))]);
  await quiet(live);
  try {
    encodeExecution(live);
  } catch (error) {
    expect((error as Error).cause).toBeInstanceOf(UnstorableError);
    return (error as Error).message.split("\n")[0]!;
  }
  return "stored";
}

describe("a value that cannot be stored is named as the user knows it", () => {
  it.each<[string, string, (live: ReturnType<typeof newLive>) => unknown]>([
    ["in a variable", '"kept.deep[1]" in flow', () => ({ deep: [1, new WeakMap()] })],
    ["in a promise", '"kept" in flow', (live) => live.promiseCall("resolve", [new WeakMap()])],
    [
      "deep in a promise",
      '"kept.a[0]" in flow',
      (live) => live.promiseCall("resolve", [{ a: [new WeakMap()] }]),
    ],
    [
      "in an argument",
      '"payload.deep" in',
      (live) =>
        live.requests.ask({
          kind: "call",
          label: "",
          service: "s",
          method: "m",
          payload: { deep: new WeakMap() },
          attempt: 1,
        }),
    ],
  ])("%s", async (_, said, keep) => {
    expect(await problemOf(named, keep)).toContain(`${said}`);
  });

  it("of a function without a name", async () => {
    expect(await problemOf(anonymous, () => new WeakMap())).toContain(
      '"kept" in an anonymous function cannot',
    );
  });

  it("and what can be stored is", async () => {
    expect(await problemOf(named, () => 1)).toBe("stored");
  });
});
