import { durable } from "perdure";
import { createEngine, LeaseLostError, type Store } from "perdure/engine";
import { expect, it } from "vitest";
import { newWorld, runOut } from "./engine-in-memory.js";

const sleeper = durable.flow({ name: "lost lease sleeper" }, async (ctx, n: number) => {
  await ctx.sleep("1 minute");
  return n;
});

/** The store of a coordinator that takes engines for dead: `lose` says at which calls. */
function losing(store: Store, lose: (method: string, engine: number) => Promise<boolean>): Store {
  const asEngine = (method: "claim" | "due" | "messages") =>
    (async (engine: number, ...rest: unknown[]) => {
      if (await lose(method, engine)) throw new LeaseLostError();
      return Reflect.apply(store[method], store, [engine, ...rest]) as unknown;
    }) as never;
  const own: Partial<Store> = {
    claim: asEngine("claim"),
    due: asEngine("due"),
    messages: asEngine("messages"),
  };
  return new Proxy(store, { get: (target, name) => own[name as "claim"] ?? target[name as "claim"] });
}

it("an engine that loses its lease before its first claim comes back under another number", async () => {
  const { store, clock, logged } = await newWorld();
  const numbers = new Set<number>();
  const first = (_: string, engine: number) => {
    numbers.add(engine);
    return Promise.resolve(numbers.size === 1);
  };
  const logger = { warn: (_: object, text: string) => void logged.push(text), error() {} };
  const engine = await createEngine({ store: losing(store, first), clock, logger, pollMs: 0 });
  const handle = await engine.start(sleeper, [7]);
  await runOut(engine, clock);
  expect(await handle.result()).toBe(7);
  expect([...numbers]).toHaveLength(2);
  expect(logged).toEqual(["the engine's lease was lost; it registers again"]);
  await engine.stop();
});

it("late news of the loss do not make it come back twice: what the first number took would be nobody's", async () => {
  const { store, clock, liveness } = await newWorld();
  const registered: number[] = [];
  let isLost = false;
  let goOn = () => {};
  const late = new Promise<void>((resolve) => (goOn = resolve));
  const lose = async (method: string, engine: number) => {
    if (!isLost || engine !== registered[0]) return false;
    // One of two calls that were under way is told late.
    if (method === "due") await late;
    return true;
  };
  const counted = new Proxy(losing(store, lose), {
    get: (target, name) =>
      name === "register"
        ? async (nowMs: number) => {
            const engine = await store.register(nowMs);
            registered.push(engine);
            return engine;
          }
        : target[name as "claim"],
  });
  const engine = await createEngine({ store: counted, clock, logger: { warn() {}, error() {} }, pollMs: 0 });
  const handle = await engine.start(sleeper, [7]);
  await engine.whenIdle();
  isLost = true;
  liveness.drop(registered[0]!);
  clock.advance(); // asks what is due
  await engine.sendEvent("nobody waits"); // asks for messages
  await expect.poll(() => registered.length).toBe(2);
  goOn();
  await runOut(engine, clock);
  expect(await handle.result()).toBe(7);
  expect(registered).toHaveLength(2);
  await engine.stop();
});
