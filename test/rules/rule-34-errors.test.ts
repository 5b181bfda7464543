import * as perdure from "perdure";
import { durable } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";

const { PerdureError } = perdure;
const classes = Object.entries(perdure).filter(([name]) => name.endsWith("Error"));

const fails: Record<string, () => Error> = {
  cancelled: () => new perdure.CancelledError("the test", "why"),
  timeout: () => new perdure.TimeoutError("the test", 10),
  final: () => new perdure.NonRetryableError("never again"),
};
const carried = durable.flow({ name: "34 carried" }, async (ctx, kind: string) => {
  try {
    await ctx.run("fails", () => Promise.reject(fails[kind]!()));
    return null;
  } catch (error) {
    await ctx.sleep(1000); // the error crosses a snapshot
    return [
      error instanceof PerdureError || error instanceof Error,
      (error as Error).constructor.name,
      error,
    ] as const;
  }
});

describe("rule 34: errors that users catch", () => {
  it("are exported classes with the name of the class", () => {
    expect(classes.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        "CancelledError",
        "InterruptedError",
        "ServiceError",
        "TimeoutError",
        "UnhandledTaskError",
        "UnstorableError",
        "UnstorableResultError",
      ]),
    );
    for (const [name, each] of classes)
      expect((each as unknown as { prototype: Error }).prototype.name, name).toBe(name);
  });

  it.each(Object.keys(fails))("%s keeps its class, code and message through a restart", async (kind) => {
    const { engine, clock } = await newWorld();
    const first = await engine();
    await first.start(carried, [kind], { id: "x" });
    await first.whenIdle();
    await first.stop();
    const second = await engine();
    await runOut(second, clock);
    const [isOurs, name, error] = (await second.get("x").result()) as readonly [
      boolean,
      string,
      Error & { code?: string },
    ];
    const original = fails[kind]!() as Error & { code?: string };
    expect([isOurs, name, error.message, error.code]).toEqual([
      true,
      original.constructor.name,
      original.message,
      original.code,
    ]);
    expect(error).toBeInstanceOf(original.constructor as never);
  });
});
