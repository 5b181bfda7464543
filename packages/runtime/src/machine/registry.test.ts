import { afterEach, describe, expect, it } from "vitest";
import type { Machine } from "./abi.js";
import { machine, machineOf } from "./compiled.js";
import { findVersion, registry } from "./registry.js";

const definition = (hash: string, file: string, abi = 1): Machine => ({
  abi: abi as 1,
  id: "shop#flow",
  hash,
  name: "flow",
  file,
  kind: "async",
  bind: () => ({}),
  step: () => 2,
  checkpoints: {},
});

afterEach(() => void registry.machines.delete("shop#flow"));

describe("the registry (rule 2)", () => {
  it("finds a version by its hash, else the newest", () => {
    machine(definition("one", "src/a.ts"));
    machine(definition("two", "src/a.ts"));
    expect(findVersion(registry.machines, "shop#flow", "one")?.hash).toBe("one");
    expect(findVersion(registry.machines, "shop#flow", "gone")?.hash).toBe("two");
    machine(definition("one", "src/a.ts"));
    expect(findVersion(registry.machines, "shop#flow", "gone")?.hash).toBe("one");
    expect(findVersion(registry.machines, "shop#other", "one")).toBeUndefined();
  });

  it("lets a file that is loaded again replace itself", () => {
    const before = machineOf(machine(definition("one", "src/a.ts")));
    const after = machineOf(machine(definition("one", "src/a.ts")));
    expect(findVersion(registry.machines, "shop#flow", "one")).toBe(after);
    expect(after).not.toBe(before);
  });

  it("refuses the same id from another file", () => {
    machine(definition("one", "src/a.ts"));
    const other = () => machine(definition("two", "src/b.ts"));
    expect(other).toThrow(expect.objectContaining({ code: "PD2003" }));
    expect(other).toThrow(/src\/a\.ts.*src\/b\.ts/);
  });

  it("refuses a machine of another ABI", () => {
    expect(() => machine(definition("one", "src/a.ts", 2))).toThrow(
      expect.objectContaining({ code: "PD2002" }),
    );
  });

  it("is one for the process", () => {
    expect((globalThis as Record<symbol, unknown>)[Symbol.for("perdure/1")]).toBe(registry);
  });
});
