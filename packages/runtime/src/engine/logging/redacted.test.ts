import { describe, expect, it } from "vitest";
import { redacted } from "./redacted.js";

describe("redacted", () => {
  it("hides a field at any depth, whatever its case", () => {
    const value = { user: { Password: "x", name: "Ada" }, list: [{ password: 1 }] };
    expect(redacted(value, ["password"])).toEqual({
      user: { Password: "[redacted]", name: "Ada" },
      list: [{ password: "[redacted]" }],
    });
    expect(value.user.Password).toBe("x");
  });

  it("gives the value itself where nothing is named", () => {
    const value = { a: [1], when: new Date(0) };
    expect(redacted(value, ["password"])).toBe(value);
    expect(redacted(value, [])).toBe(value);
    expect(redacted("password", ["password"])).toBe("password");
    expect(redacted(undefined, ["password"])).toBe(undefined);
  });

  it("knows the end of a path, and any one field", () => {
    const value = {
      number: 1,
      card: { number: 2 },
      order: { card: { number: 3 } },
      token: 4,
      api: { token: 5 },
    };
    expect(redacted(value, ["card.number", "*.token"])).toEqual({
      number: 1,
      card: { number: "[redacted]" },
      order: { card: { number: "[redacted]" } },
      token: 4,
      api: { token: "[redacted]" },
    });
  });

  it("takes items of arrays and Sets as their owner's, and keys of Maps as fields", () => {
    const value = { cards: [{ number: 1 }], more: new Set([{ number: 2 }]), map: new Map([["number", 3]]) };
    expect(redacted(value, ["cards.number", "map.number"])).toEqual({
      cards: [{ number: "[redacted]" }],
      more: new Set([{ number: 2 }]),
      map: new Map([["number", "[redacted]"]]),
    });
  });

  it("looks at an object from each path that leads to it", () => {
    const shared = { number: 1 };
    const shown = redacted({ other: shared, card: shared }, ["card.number"]);
    expect(shown).toEqual({ other: { number: 1 }, card: { number: "[redacted]" } });
  });

  it("keeps cycles, prototypes and hidden fields", () => {
    class Account {
      secret = "x";
      self: unknown = this;
    }
    const account = Object.defineProperty(new Account(), "hidden", { value: 7, enumerable: false });
    const shown = redacted(account, ["secret"]);
    expect(shown).toBeInstanceOf(Account);
    expect(shown.secret).toBe("[redacted]");
    expect(shown.self).toBe(shown);
    expect(Object.keys(shown)).toEqual(["secret", "self"]);
    expect((shown as Account & { hidden: number }).hidden).toBe(7);
  });

  it("keeps an error's class and message, and looks into its fields and its cause", () => {
    const cause = Object.assign(new Error("inner"), { token: "x" });
    const error = Object.assign(new TypeError("outer", { cause }), { token: "y" });
    const shown = redacted({ error }, ["token"]).error;
    expect(shown).toBeInstanceOf(TypeError);
    expect(shown).toMatchObject({ message: "outer", token: "[redacted]", stack: error.stack });
    expect(shown.cause).toMatchObject({ message: "inner", token: "[redacted]" });
  });

  it("hides a getter without calling it, and leaves others as they are", () => {
    const value = {
      get token(): string {
        throw new Error("was called");
      },
      get length() {
        return 2;
      },
    };
    const shown = redacted(value, ["token"]);
    expect(shown.token).toBe("[redacted]");
    expect(shown.length).toBe(2);
  });
});
