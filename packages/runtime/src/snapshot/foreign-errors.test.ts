import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { decode, encode, UnstorableError } from "./index.js";
import { PaymentError } from "./testing/code.js";
import { difference } from "./testing/same-graph.js";

const flatten = (value: unknown): unknown => decode(encode(value, { foreignErrors: "flatten" }));

class HttpError extends RangeError {
  status = 503;
  request = new WeakMap();
  retry = { after: 5, agent: () => 1 };
  headers = { a: "b" };
}

test("an unknown class becomes its nearest built-in one, with its name and what can be stored", () => {
  const error = new HttpError("unavailable", { cause: new HttpError("inner") });
  const copy = flatten({ error }) as { error: RangeError };
  expect(Object.getPrototypeOf(copy.error)).toBe(RangeError.prototype);
  expect(copy.error).toMatchObject({
    name: "HttpError",
    message: "unavailable",
    status: 503,
    headers: { a: "b" },
  });
  expect(copy.error.stack).toBe(error.stack);
  expect(Object.keys(copy.error)).toEqual(["status", "headers"]);
  expect(copy.error.cause).toMatchObject({ name: "HttpError", message: "inner" });
  expect(String(copy.error)).toBe("HttpError: unavailable");
});

test("names that a class or an error gives itself stay", () => {
  class Named extends Error {
    static {
      this.prototype.name = "GivenName";
    }
  }
  class Own extends Error {
    override name = "OwnName";
  }
  expect(flatten(new Named("n"))).toMatchObject({ name: "GivenName" });
  expect(flatten(new Own("o"))).toMatchObject({ name: "OwnName" });
});

test("registered and built-in classes keep theirs", () => {
  const errors = [new PaymentError("refused", 1), new AggregateError([new TypeError("t")], "all")];
  expect(difference(errors, flatten(errors))).toBeUndefined();
});

test("a cause that cannot be stored is left out", () => {
  const error = new Error("outer", { cause: { socket: new WeakMap() } });
  expect(Object.hasOwn(flatten(error) as object, "cause")).toBe(false);
  expect(() => encode(error)).toThrow(UnstorableError);
});

test("what was shared with a dropped property is still whole", () => {
  const shared = { list: [1] };
  const error = Object.assign(new HttpError("e"), {
    bad: [shared, shared.list, new WeakMap()],
    good: shared,
  });
  const copy = flatten([error, shared, error]) as [{ good: unknown }, typeof shared, unknown];
  expect(copy[0]).not.toHaveProperty("bad");
  expect(copy[0].good).toBe(copy[1]);
  expect(copy[1]).toEqual({ list: [1] });
  expect(copy[2]).toBe(copy[0]);
});

test("an error that holds itself", () => {
  const error: HttpError & { self?: unknown } = new HttpError("e");
  error.self = { error, bad: new WeakRef({}) };
  error.cause = error;
  const copy = flatten(error) as typeof error;
  expect(copy.cause).toBe(copy);
  expect(copy).not.toHaveProperty("self");
});

test("other un-storable values are refused as ever", () => {
  expect(() => encode({ value: new WeakMap() }, { foreignErrors: "flatten" })).toThrow(UnstorableError);
});

test("errors of the platform", async () => {
  const missing = await readFile("/does/not/exist").catch((error: unknown) => error);
  expect(decode(encode(missing))).toMatchObject({ code: "ENOENT", syscall: "open" });
  const invalid = await readFile({} as string).catch((error: unknown) => error);
  expect(decode(encode(invalid))).toMatchObject({ code: "ERR_INVALID_ARG_TYPE" });
  const aborted = Object.assign(AbortSignal.abort().reason as DOMException, { extra: 1 });
  for (const copy of [decode(encode(aborted)), flatten(aborted)] as DOMException[]) {
    expect(copy).toBeInstanceOf(DOMException);
    expect([copy.name, copy.message, copy.code]).toEqual(["AbortError", aborted.message, 20]);
    expect(copy).toMatchObject({ stack: aborted.stack, extra: 1 });
    expect(Object.keys(copy)).toEqual(["extra"]);
  }
});
