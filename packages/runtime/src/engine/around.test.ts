import { describe, expect, it } from "vitest";
import { once } from "./around.js";

const never = (error: unknown): never => {
  throw error;
};

describe("once", () => {
  it("runs the body inside, and gives what it gives", () => {
    const trace: string[] = [];
    const enter = (body: () => number) => {
      trace.push("in");
      body();
      trace.push("out");
      return 7;
    };
    expect(once(enter, () => trace.push("body"), never)).toBe(2);
    expect(trace).toEqual(["in", "body", "out"]);
  });

  it("throws what the body throws, also where its surroundings swallow it", () => {
    const swallow = (body: () => unknown) => {
      try {
        body();
      } catch {
        // as a careless carrier does
      }
    };
    const body = () => never(new Error("the body's"));
    expect(() => once(swallow, body, never)).toThrow("the body's");
    expect(() => once((enter) => enter(), body, never)).toThrow("the body's");
  });

  it("runs the body once where its surroundings fail before, after, or call it never or twice", () => {
    const failures: unknown[] = [];
    let runs = 0;
    const body = () => ++runs;
    const failed = (error: unknown) => void failures.push((error as Error).message);
    expect(once(() => never(new Error("before")), body, failed)).toBe(1);
    expect(once((enter) => (enter(), never(new Error("after"))), body, failed)).toBe(2);
    expect(once(() => {}, body, failed)).toBe(3);
    expect(once((enter) => (enter(), enter()), body, failed)).toBe(4);
    expect(failures).toEqual(["before"]);
  });
});
