import { describe, expect, it } from "vitest";
import type { Frame, Machine } from "../machine/abi.js";
import { traceCallers } from "./async-stack.js";
import { frameOf } from "../frames/frame.js";

const machine = (id: string, name: string, file: string, line: number): Machine => ({
  abi: 1,
  id,
  hash: "h",
  name,
  file,
  kind: "async",
  bind: () => ({}),
  step: () => 2,
  checkpoints: { 1: { key: "k", kind: "await", line, column: 7, source: "", live: [] } },
});
const frame = (code: Machine, up: Frame | null): Frame => frameOf(code, undefined, {}, up, 1);

const flow = frame(machine("shop#checkout", "checkout", "src/flow.ts", 20), null);
const helper = frame(machine("shop/src/cart.ts#total", "total", "src/cart.ts", 10), flow);
const foreign = frame(machine("ship/src/send.ts#send", "send", "src/send.ts", 5), helper);

const withStack = (stack: unknown): Error => Object.assign(new Error("no"), { stack });
const own = "Error: no\n    at total (/app/src/cart.ts:12:3)";
const below =
  "\n    at drive (/app/node_modules/perdure/dist/execution/drive.js:50:5)\n    at async turn (/x.js:1:1)";
const caller = "\n    at async checkout (/app/src/flow.ts:20:7)";

describe("traceCallers", () => {
  it("puts the callers in the place of the runtime's frames", () => {
    const error = withStack(own + below);
    traceCallers(error, helper, false);
    expect(error.stack).toBe(own + caller);
    expect(Object.keys(error)).toEqual(Object.keys(withStack("")));
  });

  it("takes the runtime's frames away where it threw the language's error", () => {
    const iterate = "\n    at iterate (/app/node_modules/perdure/dist/machine/iterate.js:3:1)";
    const error = withStack(own.replace("\n", `${iterate}\n`) + below);
    traceCallers(error, helper, false);
    expect(error.stack).toBe(own + caller);
  });

  it("adds the frame itself where the error came from what it waited for", () => {
    const error = withStack("Error: no\n    at task (/app/src/cart.ts:3:1)\n    at run (/x.js:1:1)");
    const before = error.stack;
    traceCallers(error, helper, true);
    expect(error.stack).toBe(`${before}\n    at async total (/app/src/cart.ts:10:7)${caller}`);
  });

  it("does it once, and not for an error that had its callers when it was stored", () => {
    const error = withStack(own);
    traceCallers(error, helper, false);
    traceCallers(error, flow, false);
    expect(error.stack).toBe(own + caller);
    const restored = withStack(own + caller);
    traceCallers(restored, helper, false);
    expect(restored.stack).toBe(own + caller);
  });

  it("names a file by its place in its package where the stack does not tell more", () => {
    const error = withStack("Error: no");
    traceCallers(error, helper, false);
    expect(error.stack).toBe("Error: no\n    at async checkout (src/flow.ts:20:7)");
  });

  it("takes no other package for its own", () => {
    const error = withStack("Error: no\n    at send (file:///lib/ship/src/send.ts:6:1)");
    traceCallers(error, foreign, false);
    expect(error.stack?.split("\n").slice(2)).toEqual([
      "    at async total (src/cart.ts:10:7)",
      "    at async checkout (src/flow.ts:20:7)",
    ]);
  });

  it("finds the folder of an anonymous frame", () => {
    const error = withStack("Error: no\n    at /app (1)/src/cart.ts:6:1");
    traceCallers(error, helper, false);
    expect(error.stack).toContain("(/app (1)/src/flow.ts:20:7)");
  });

  it("leaves alone what is no error of the engine's", () => {
    const frozen = Object.freeze(withStack(own));
    const getter = Object.defineProperty(new Error("no"), "stack", { get: () => own });
    const none = new Error("no");
    delete none.stack;
    const number = withStack(7);
    const proxy = new Proxy(new Error("no"), {
      getOwnPropertyDescriptor: () => {
        throw new Error("asked");
      },
    });
    for (const value of [frozen, getter, none, number, proxy, { stack: own }, "text", null]) {
      expect(() => traceCallers(value, helper, true)).not.toThrow();
    }
    expect([frozen.stack, getter.stack, none.stack, number.stack]).toEqual([own, own, undefined, 7]);
  });
});
