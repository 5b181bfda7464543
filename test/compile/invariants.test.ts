import { expect, test } from "vitest";
import { compileWith } from "../../packages/compiler/src/compile.js";
import { checkInvariants } from "../../packages/compiler/src/ir/invariants.js";
import type { MachineIr } from "../../packages/compiler/src/ir/ir.js";
import { areas } from "./programs/areas.js";
import { moduleOf } from "./run.js";

test("every program keeps the machine's invariants after each pass over it", () => {
  let checked = 0;
  for (const programs of Object.values(areas)) {
    for (const [name, body] of Object.entries(programs)) {
      const options = { filename: `${name}.ts`, packageName: "test", packagePath: "a.ts" };
      const { diagnostics } = compileWith(moduleOf(body), options, (pass, _text, value) => {
        if (!/^(lower|liveness) /.test(pass)) return;
        checkInvariants(value as MachineIr);
        checked++;
      });
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    }
  }
  expect(checked).toBeGreaterThan(300);
});
