import { createEngine, durable } from "perdure";
import { expect, it } from "vitest";
import { newWorld } from "./engine-in-memory.js";

const sleeper = durable.flow({ name: "after the stop" }, async (ctx) => {
  await ctx.sleep("1 day");
});

it("all that an engine offers says that it has been stopped, whoever owns the store", async () => {
  const { engine } = await newWorld();
  for (const running of [await engine(), await createEngine({ store: ":memory:" })]) {
    const handle = await running.start(sleeper, [], { id: "x" });
    const own = sleeper.get("x", { engine: running });
    const waiting = handle.result().catch((reason: unknown) => reason);
    const stopping = running.stop();
    const late = handle.result().catch((reason: unknown) => reason);
    await stopping;
    const results = await Promise.allSettled([
      waiting.then((reason) => Promise.reject(reason as Error)),
      late.then((reason) => Promise.reject(reason as Error)),
      running.start(sleeper, []),
      running.list(),
      running.sendEvent("e", 1),
      running.events(),
      running.resume("x"),
      running.retry("x"),
      running.end("x"),
      running.sweep(),
      running.get("x").status(),
      ...[handle, own].flatMap((each) => [
        each.status(),
        each.result(),
        each.progress(),
        each.cancel(),
        each.info(),
        each.history(),
      ]),
    ]);
    const codes = results.map((result) =>
      result.status === "rejected" ? (result.reason as { code?: string }).code : result.value,
    );
    expect(codes).toEqual(results.map(() => "PD2077"));
    await running.stop();
  }
});
