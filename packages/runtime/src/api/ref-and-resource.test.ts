import { afterEach, describe, expect, test } from "vitest";
import { registry } from "../machine/registry.js";
import { resources, useAsyncResource, useResource } from "../machine/resources.js";
import { decode, encode, MissingCodeError } from "../snapshot/index.js";
import { ref } from "./ref.js";
import { register } from "./register.js";
import { resource } from "./resource.js";

/** What the process knows, put back after each test. */
const before = new Map(registry.references);
afterEach(() => {
  for (const id of registry.references.keys()) if (!before.has(id)) registry.references.delete(id);
});

const copyOf = <T>(value: T): T => decode(encode(value)) as T;
const json = (value: unknown): unknown => JSON.parse(encode(value));

describe("durable.ref", () => {
  test("gives the object itself, which is stored by name wherever it stands", () => {
    const database = Object.assign(new WeakMap(), { query: () => 1 });
    const db = ref("db", () => database);
    expect(db).toBe(database);
    class Orders {
      private readonly db: object;
      constructor(db_: object) {
        this.db = db_;
      }
      same() {
        return this.db === database;
      }
    }
    register(Orders);
    const copy = copyOf({ orders: new Orders(db), db });
    expect(copy.db).toBe(database);
    expect(copy.orders.same()).toBe(true);
    expect(json(db)).toEqual({ $: "reference", id: "ref:db" });
  });

  test("a restore finds the object that the process then has", () => {
    const load = () => ref("client", () => ({ id: Math.random() }));
    const text = encode({ client: load() });
    const later = load();
    expect(decode(text)).toEqual({ client: later });
    expect((decode(text) as { client: object }).client).toBe(later);
    registry.references.delete("ref:client");
    expect(() => decode(text)).toThrow(MissingCodeError);
  });

  test("functions, Proxies and plain data can have a name", () => {
    const proxy = new Proxy({}, { get: () => { throw new Error("ran"); } }); // prettier-ignore
    const send = () => 1;
    const plain = { a: 1 };
    const values = [ref("proxy", () => proxy), ref("send", () => send), ref("plain", () => plain)];
    expect(copyOf(values)).toHaveLength(3);
    copyOf(values).forEach((value, at) => expect(Object.is(value, values[at])).toBe(true));
  });

  test.each([
    ["an object in the place of the function", () => ref("a", {} as never)],
    ["a function that gives nothing", () => ref("a", () => undefined as never)],
    ["a function that gives a text", () => ref("a", () => "text" as never)],
    ["no name", () => ref("", () => ({}))],
  ])("refuses %s", (_, call) => {
    expect(call).toThrow(expect.objectContaining({ code: "PD2162" }));
  });

  test("one name for two things is refused", () => {
    ref("one", () => ({ a: 1 }));
    expect(() => ref("one", () => ({ b: 1 }))).toThrow(expect.objectContaining({ code: "PD2160" }));
  });
});

describe("durable.resource", () => {
  test("is acquired by the first get, once, and stored by name", async () => {
    const log: string[] = [];
    const pool = resource(
      "pool",
      () => (log.push("acquire"), { n: log.length }),
      () => log.push("release"),
    );
    expect(log).toEqual([]);
    const [a, b] = await Promise.all([pool.get(), pool.get()]);
    expect(a).toBe(b);
    expect(copyOf({ pool }).pool).toBe(pool);
    expect(json(pool)).toEqual({ $: "reference", id: "resource:pool" });
    await pool.release();
    await pool.release();
    expect(await pool.get()).not.toBe(a);
    expect(log).toEqual(["acquire", "release", "acquire"]);
  });

  test("a failure to acquire is told to those who asked, and tried again by the next", async () => {
    let tries = 0;
    const shaky = resource("shaky", async () => {
      if (++tries === 1) throw new Error("down");
      return tries;
    });
    const both_ = await Promise.allSettled([shaky.get(), shaky.get()]);
    expect(both_.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await shaky.get()).toBe(2);
    expect(tries).toBe(2);
  });

  test("is not acquired while it is released; a failed release is told", async () => {
    const log: string[] = [];
    const file = resource(
      "file",
      () => void log.push("open"),
      async () => {
        log.push("closing");
        await new Promise((resolve) => setTimeout(resolve, 5));
        log.push("closed");
        throw new Error("disk");
      },
    );
    await file.get();
    const released = file.release();
    const again = file.get();
    await expect(released).rejects.toThrow("disk");
    await again;
    expect(log).toEqual(["open", "closing", "closed", "open"]);
  });

  test("the same code gives the one that is there, other code an error", () => {
    const load = () => resource("loaded", () => 1);
    expect(load()).toBe(load());
    expect(() => resource("loaded", () => 2)).toThrow(expect.objectContaining({ code: "PD2160" }));
    for (const call of [() => resource("x", 1 as never), () => resource("x", () => 1, {} as never)])
      expect(call).toThrow(expect.objectContaining({ code: "PD2162" }));
  });

  test("`using` and `await using` are refused where they stand", async () => {
    let acquired = 0;
    const db = resource("not-yours", () => ++acquired);
    const refusal = expect.objectContaining({ code: "PD2161" });
    expect(() => useResource(resources(), db)).toThrow(refusal);
    expect(() => useAsyncResource(resources(), db)).toThrow(refusal);
    expect(acquired).toBe(0);
  });

  test("is no promise, and missing code where the process does not declare it", () => {
    const gone = resource("gone", () => 1);
    expect("then" in gone).toBe(false);
    const text = encode([gone]);
    registry.references.delete("resource:gone");
    expect(() => decode(text)).toThrow(MissingCodeError);
  });
});
