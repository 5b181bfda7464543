import { describe, expect, it } from "vitest";
import { invoke } from "./invoke.js";
import { reference, referenceId, references } from "./reference.js";

class Status {
  static readonly active = new Status("active");
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  label(): string {
    return this.name;
  }
}
const limits = Object.freeze({ inner: { most: 3 } });

describe("references by name (rule 30)", () => {
  it("reach static fields, methods of the prototype and fields of frozen constants", () => {
    references("shop/a.ts", { Status: () => Status, limits: () => limits });
    expect(referenceId(Status)).toBe("shop/a.ts#Status");
    expect(referenceId(Status.active)).toBe("shop/a.ts#Status.active");
    expect(referenceId(Status.prototype.label)).toBe("shop/a.ts#Status.prototype.label");
    expect(referenceId(limits.inner)).toBe("shop/a.ts#limits.inner");
    expect(reference("shop/a.ts#Status.active")).toEqual({ found: true, value: Status.active });
  });

  it("are read once they are there: a dead zone is no error", () => {
    const module: { later?: object } = {};
    const read = () => {
      if (!module.later) throw new ReferenceError("Cannot access 'later' before initialization");
      return module.later;
    };
    references("shop/b.ts", { later: read });
    expect(reference("shop/b.ts#later")).toEqual({ found: false });
    module.later = { a: 1 };
    expect(reference("shop/b.ts#later")).toEqual({ found: true, value: module.later });
  });

  it("know nothing of others", () => {
    expect(referenceId({})).toBeUndefined();
    expect(reference("builtin:Math.maximum")).toEqual({ found: false });
  });
});

describe("invoke", () => {
  it("calls the function itself, whatever properties it has", () => {
    const odd = Object.assign((...args: unknown[]) => args, { call: () => "wrong", apply: () => "wrong" });
    expect(invoke(odd, undefined, [1, 2], "odd")).toEqual([1, 2]);
  });

  it.each([undefined, null, 5, {}])("says what is not a function: %o", (callee) => {
    expect(() => invoke(callee, {}, [], "o.f")).toThrow(new TypeError("o.f is not a function"));
  });
});
