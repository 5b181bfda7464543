import { describe, expect, it } from "vitest";
import { decode, encode } from "../snapshot/index.js";
import { invoke } from "./invoke.js";
import { isOpaque, reference, referenceId, references } from "./reference.js";

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
    module.later = Object.freeze({ a: 1 });
    expect(reference("shop/b.ts#later")).toEqual({ found: true, value: module.later });
  });

  it("in a dead zone are looked for once for each text, however many objects that has", () => {
    let looks = 0;
    const read = () => {
      looks += 1;
      throw new ReferenceError("Cannot access 'later' before initialization");
    };
    references("shop/d.ts", { later: read });
    const text = encode(Array.from({ length: 100 }, (_, n) => [new Map([[n, { n }]])]));
    expect(looks).toBe(1);
    decode(text);
    expect(looks).toBe(2);
  });

  it("are no data that may change, unless it is an enum or a namespace, nor instances of opaque classes", () => {
    const data = { a: 1 };
    const space = { of: () => 1, inner: { deep: () => 2 }, data: { b: 1 } };
    class Opaque {}
    references("shop/c.ts", { data: () => data }, { space: () => space }, { Opaque: () => Opaque });
    expect(referenceId(data)).toBeUndefined();
    expect(referenceId(space)).toBe("shop/c.ts#space");
    expect(referenceId(space.inner.deep)).toBe("shop/c.ts#space.inner.deep");
    expect(referenceId(space.data)).toBeUndefined();
    expect(referenceId(Opaque)).toBe("shop/c.ts#Opaque");
    expect(isOpaque(Opaque)).toBe(true);
    expect(isOpaque(class {})).toBe(false);
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
