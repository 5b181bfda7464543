import { durable } from "perdure";
import { openTelemetryContext, telemetry } from "perdure/telemetry";
import { afterEach, describe, expect, it } from "vitest";
import { newWorld, runOut } from "./engine-in-memory.js";
import { baggageOf, fakeOpenTelemetry, type FakeApi, type Recorded } from "./fake-open-telemetry.js";

let api: FakeApi = fakeOpenTelemetry();
const outside = durable.service("outside").handle("charge", (amount: number) => amount);
const seen = { gates: [] as (() => void)[], baggage: [] as (string | undefined)[] };

const child = durable.function({ name: "child" }, async (ctx, amount: number) =>
  ctx.call<number>("outside", "charge", amount),
);

const parent = durable.flow({ name: "parent" }, async (ctx) => {
  const fetched = await ctx.run("fetch", () => api.within("the user's own", () => 20));
  await ctx.sleep("1 day");
  return fetched + (await ctx.call(child, 22));
});

const failing = durable.flow({ name: "failing" }, async (ctx) =>
  ctx.run(
    "refuse",
    () => {
      throw new TypeError("no");
    },
    { maxRetries: 1, retryDelay: 1 },
  ),
);

const gated = durable.flow({ name: "gated" }, async (ctx) => {
  const first = await ctx.run("first", () => 1);
  return first + (await ctx.run("gate", () => new Promise<number>((open) => seen.gates.push(() => open(1)))));
});

const carrying = durable.flow({ name: "carrying" }, async (ctx) => {
  seen.baggage.push(baggageOf(api));
  await ctx.sleep("1 day");
  seen.baggage.push(baggageOf(api));
});

const one = (name: string): Recorded => {
  const found = api.spans.filter((span) => span.name === name);
  expect(found, name).toHaveLength(1);
  return found[0]!;
};
const all = (name: string): Recorded[] => api.spans.filter((span) => span.name === name);

afterEach(() => void (api = fakeOpenTelemetry()));

describe("telemetry: spans", () => {
  it("puts an execution, its steps, its child and what follows a restart into the trace of its caller", async () => {
    const { engine, clock } = await newWorld();
    const services = [outside];
    const first = await engine({ observer: telemetry({ api }), services });
    await api.within("request", () => first.start(parent, [], { id: "p" }));
    await first.whenIdle();
    await first.stop();
    expect(api.spans.every(({ ends, name }) => ends === 1 || /request|own/.test(name))).toBe(true);

    const second = await engine({ observer: telemetry({ api }), services });
    await runOut(second, clock);
    expect(await second.get("p").result()).toBe(42);
    expect(new Set(api.spans.map(({ traceId }) => traceId)).size).toBe(1);

    const start = one("perdure.start parent");
    expect(start.parent).toBe(one("request").spanId);
    const [before, after] = all("perdure.execution parent");
    expect([before!.parent, after!.parent]).toEqual([start.spanId, start.spanId]);
    expect(before!.attributes).toMatchObject({
      "perdure.execution.id": "p",
      "perdure.attempt": 1,
      "perdure.resumed": false,
      "perdure.status": "waiting",
    });
    expect(after!.attributes).toMatchObject({ "perdure.resumed": true });
    expect(one("run fetch").parent).toBe(before!.spanId);
    expect(one("the user's own").parent).toBe(one("run fetch").spanId);

    const childStart = one("perdure.start child");
    expect(all("perdure.execution parent").map(({ spanId }) => spanId)).toContain(childStart.parent);
    expect(one("perdure.execution child").parent).toBe(childStart.spanId);
    expect(one("call outside.charge")).toMatchObject({
      parent: one("perdure.execution child").spanId,
      kind: 2,
    });
  });

  it("has a span for each attempt of a step, with its error", async () => {
    const { engine, clock } = await newWorld();
    const running = await engine({ observer: telemetry({ api }) });
    const handle = await running.start(failing, []);
    const result = expect(handle.result()).rejects.toThrow("no");
    await runOut(running, clock);
    await result;
    expect(
      all("run refuse").map(({ attributes, failed, errors }) => [
        attributes["perdure.attempt"],
        failed,
        errors,
      ]),
    ).toEqual([
      [1, true, ["no"]],
      [2, true, ["no"]],
    ]);
    const last = all("perdure.execution failing").at(-1)!;
    expect(last).toMatchObject({ failed: true, errors: ["no"], attributes: { "perdure.status": "failed" } });
  });

  it("ends the span of a step that was going on when its engine died, and begins another one", async () => {
    const { engine, liveness } = await newWorld();
    const first = await engine({ observer: telemetry({ api }) });
    await first.start(gated, [], { id: "g" });
    await expect.poll(() => seen.gates.length).toBe(1);
    liveness.drop(1);
    const second = await engine({ observer: telemetry({ api }) });
    await expect.poll(() => seen.gates.length).toBe(2);
    for (const open of seen.gates) open();
    expect(await second.get("g").result()).toBe(2);
    await first.whenIdle();
    const gates = all("run gate");
    expect(gates.map(({ ends }) => ends)).toEqual([1, 1]);
    expect(new Set(gates.map(({ traceId }) => traceId)).size).toBe(1);
  });

  it("stores nothing where spans are not recorded", async () => {
    const { engine, clock, store } = await newWorld();
    const invalid = { traceId: "0".repeat(32), spanId: "0".repeat(16), traceFlags: 0 };
    const span = { ...api.trace.getTracer("").startSpan("", {}), spanContext: () => invalid };
    const running = await engine({ observer: telemetry({ api, tracer: { startSpan: () => span } }) });
    const handle = await running.start(failing, [], { id: "n" });
    await runOut(running, clock);
    await expect(handle.result()).rejects.toThrow("no");
    expect((await store.find("n"))!.header).toBeNull();
  });
});

describe("telemetry: metrics", () => {
  it("counts executions, steps and commits, and measures how long they take", async () => {
    const { engine, clock } = await newWorld();
    const running = await engine({ observer: telemetry({ api }), services: [outside] });
    await running.start(parent, []);
    const failed = await running.start(failing, []);
    await runOut(running, clock);
    await expect(failed.result()).rejects.toThrow("no");
    await running.whenIdle();
    expect(Object.fromEntries(api.sums)).toMatchObject({
      "perdure.executions.started parent": 1,
      "perdure.executions.started child": 1,
      "perdure.executions.started failing": 1,
      "perdure.executions.ended parent completed": 1,
      "perdure.executions.ended child completed": 1,
      "perdure.executions.ended failing failed": 1,
      "perdure.executions.in_memory": 0,
      "perdure.steps parent run completed": 1,
      "perdure.steps child call completed": 1,
      "perdure.steps failing run failed": 2,
    });
    expect(api.values.get("perdure.step.duration failing run failed")).toHaveLength(2);
    const groups = api.values.get("perdure.commit.size")!;
    expect(groups.reduce((sum, size) => sum + size)).toBe(api.sums.get("perdure.commits committed"));
    expect(api.values.get("perdure.commit.duration")).toHaveLength(groups.length);
    expect(api.values.get("perdure.wakeup.lateness")!.every((late) => late === 0)).toBe(true);
  });

  it("tells how late an engine that was away wakes what was due", async () => {
    const { engine, clock } = await newWorld();
    const first = await engine();
    await first.start(parent, [], { id: "p" });
    await first.whenIdle();
    await first.stop();
    clock.setTimer(clock.now() + 86_400_000 + 5000, () => {});
    while (clock.advance());
    const second = await engine({ observer: telemetry({ api }), services: [outside] });
    await second.get("p").result();
    expect(api.values.get("perdure.wakeup.lateness")).toEqual([5]);
  });
});

describe("an observer that throws", () => {
  it("changes nothing, and is logged", async () => {
    const { engine, clock, logged } = await newWorld();
    const refuse = () => {
      throw new Error("observer");
    };
    const observer = { starting: refuse, started: refuse, left: refuse, run: refuse, stepStarted: refuse };
    const more = { stepEnded: refuse, committed: refuse, groupCommitted: refuse, woken: refuse };
    const running = await engine({ observer: { ...observer, ...more } });
    const handle = await running.start(failing, []);
    await runOut(running, clock);
    await expect(handle.result()).rejects.toThrow("no");
    expect(logged.join()).toContain("the observer's `run` has thrown");
  });
});

describe("openTelemetryContext", () => {
  it("carries what the propagator knows over a restart", async () => {
    const { engine, clock } = await newWorld();
    const carrier = openTelemetryContext(api);
    durable.carrier("opentelemetry", carrier);
    const first = await engine();
    await api.within("request", () => first.start(carrying, [], { id: "c" }));
    await first.whenIdle();
    await first.stop();
    const second = await engine();
    await runOut(second, clock);
    await second.get("c").result();
    expect(seen.baggage).toEqual(["from request", "from request"]);
    expect(carrier.capture()).toBeUndefined();
  });
});
