import { describe, expect, it } from "vitest";
import type { Operation } from "../operations/operation.js";
import { DurablePromise } from "./durable-promise.js";

const operation: Operation = {
  kind: "call",
  n: 3,
  label: "pay.charge",
  service: "pay",
  method: "charge",
  payload: 1,
  attempt: 1,
};

describe("DurablePromise (rule 11)", () => {
  it.each([
    ["await", async (promise: Promise<unknown>) => void (await promise)],
    ["then", (promise: Promise<unknown>) => promise.then(() => {})],
    ["Promise.all", (promise: Promise<unknown>) => Promise.all([promise])],
    ["Promise.resolve", (promise: Promise<unknown>) => Promise.resolve().then(() => promise)],
  ])("refuses code that is not compiled: %s", async (_, wait) => {
    const withdrawn: Operation[] = [];
    const promise = new DurablePromise(operation, (each) => withdrawn.push(each));
    await expect(wait(promise)).rejects.toMatchObject({ code: "PD2051" });
    expect(withdrawn).toContain(operation);
  });

  it("is a promise", () => {
    expect(new DurablePromise(operation, () => {})).toBeInstanceOf(Promise);
  });
});
