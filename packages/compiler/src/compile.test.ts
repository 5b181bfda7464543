import { expect, test } from "vitest";
import { compileWith } from "./compile.js";
import { checkInvariants } from "./ir/invariants.js";
import type { MachineIr } from "./ir/ir.js";
test("x", () => {
  compileWith(`import type {DurableContext} from "perdure"; export async function f(ctx: DurableContext) { try { await ctx.sleep(1) } finally { await ctx.sleep(2) } }`, { filename: "a.ts", packageName: "p", packagePath: "a.ts" }, (name, _t, value) => {
    if (name.startsWith("lower ")) checkInvariants(value as MachineIr);
  });
  expect(1).toBe(1);
});
