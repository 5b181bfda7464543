import { describe, expect, expectTypeOf, it } from "vitest";
import type { StepInfo } from "../operations/operation.js";
import type { DurableContext } from "./durable-context.js";
import { durable } from "./durable.js";
import type { DurableFunction } from "./durable-function.js";

describe("types of tasks", () => {
  it("come from the function", () => {
    const one = durable.task(async (n: number) => `${n}`);
    expectTypeOf(one).toEqualTypeOf<DurableFunction<[input: number], string>>();
    const plain = durable.task({ maxRetries: 1 }, (text: string) => text.length);
    expectTypeOf(plain).returns.toEqualTypeOf<Promise<number>>();
    const told = durable.task(async (url: URL, { signal, attempt, idempotencyKey }) => {
      expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
      expectTypeOf(attempt).toBeNumber();
      expectTypeOf(idempotencyKey).toBeString();
      return url;
    });
    expectTypeOf(told).parameters.toEqualTypeOf<[input: URL]>();
    const info = durable.task({ name: "x" }, async (_: null, step: StepInfo) => step.attempt);
    expectTypeOf(info).toEqualTypeOf<DurableFunction<[input: null], number>>();
    const optional = durable.task(async (n?: number) => n);
    expectTypeOf(optional).parameters.toEqualTypeOf<[input?: number | undefined]>();
    const two = durable.task({ name: "two" }, async (a: number, b: string) => [a, b] as const);
    expectTypeOf(two).parameters.toEqualTypeOf<[a: number, b: string]>();
    expectTypeOf(two).returns.toEqualTypeOf<Promise<readonly [number, string]>>();
    expectTypeOf(durable.task(async () => {})).toBeCallableWith();
    const generic = durable.task(async <T>(value: T) => value);
    expectTypeOf(generic).toBeCallableWith(1);
  });

  it("refuse what is wrong", () => {
    const one = durable.task(async (n: number) => n);
    // @ts-expect-error the input is missing
    void (() => one());
    // @ts-expect-error it is of another type
    void (() => one("1"));
    // @ts-expect-error the second parameter of a task with one input is its StepInfo
    void (() => durable.task(async (n: number, m?: number) => n + (m ?? 0)));
    // @ts-expect-error there is no such option
    void (() => durable.workflow({ attempts: 1 }, async () => {}));
    expectTypeOf(durable.workflow(async (_, n: number) => n)).parameters.toEqualTypeOf<[n: number]>();
    expectTypeOf(durable.workflow(async () => 1)).returns.toEqualTypeOf<Promise<number>>();
    durable.workflow(async (ctx) => void expectTypeOf(ctx).toEqualTypeOf<DurableContext>());
  });
});

describe("durable.task refuses", () => {
  it.each([
    ["no function", () => durable.task({ name: "x" } as never), "PD2060"],
    ["nothing", () => durable.task(undefined as never), "PD2060"],
    ["an unknown option", () => durable.task({ retries: 1 } as never, async () => {}), "PD2053"],
    ["an option of flows", () => durable.task({ checkpointInterval: 2 } as never, async () => {}), "PD2053"],
    ["a wrong value", () => durable.task({ maxRetries: -1 }, async () => {}), "PD2120"],
    ["no options", () => durable.task(5 as never, async () => {}), "PD2121"],
    ["options that are null", () => durable.task(null as never, async () => {}), "PD2121"],
  ])("%s", (_, make, code) => {
    expect(make).toThrow(expect.objectContaining({ code }));
  });

  it("to start where it has not been compiled", async () => {
    const body = async (n: number) => n;
    const raw = durable.task({ name: "raw" }, Reflect.get({ body }, "body"));
    expect(raw.name).toBe("raw");
    await expect(raw.start([1])).rejects.toMatchObject({ code: "PD2001" });
  });
});
