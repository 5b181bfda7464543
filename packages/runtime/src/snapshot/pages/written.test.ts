import { expect, test } from "vitest";
import { difference } from "../testing/same-graph.js";
import { Pages } from "./pages.js";
import { Rows } from "./testing/rows.js";

interface Entry {
  id: number;
  body: string;
  more?: unknown;
}

const entry = (id: number): Entry => ({ id, body: String(id).padEnd(200, "-") });
const many = (count: number): Entry[] => Array.from({ length: count }, (_, id) => entry(id));

/** A root that has been committed often enough to stand in pages. */
function inPages<T extends object>(root: T): { pages: Pages; rows: Rows; root: T } {
  const pages = new Pages(undefined);
  const rows = new Rows();
  rows.commit(pages, root);
  rows.commit(pages, root);
  return { pages, rows, root };
}

test("what is small is one text, as ever", () => {
  const { pages, rows, root } = inPages({ list: many(3) });
  expect(pages.count).toBe(0);
  expect(rows.head).toBe(JSON.stringify(root));
});

test("a change writes what has changed, before and after a restart", () => {
  const { pages, rows, root } = inPages({
    list: many(1000),
    map: new Map(many(500).map((one) => [one.id, one])),
  });
  expect(pages.count).toBeGreaterThan(300);
  rows.commit(pages, root);
  expect(rows.written).toBeLessThan(100);
  root.list[500]!.body = "changed";
  rows.commit(pages, root);
  expect(rows.written).toBeLessThan(2500);

  const { read, root: again } = rows.load();
  const restarted = new Pages(undefined);
  restarted.adopt(read);
  (again as typeof root).list[7]!.id = -7;
  rows.commit(restarted, again);
  expect(rows.written).toBeLessThan(2500);
  expect(difference(again, rows.load().root)).toBeUndefined();
});

const ENTRIES = 1000;
test.each([
  ["push", (list: Entry[]) => void list.push(entry(-1))],
  ["shift", (list: Entry[]) => void list.shift()],
  ["unshift", (list: Entry[]) => void list.unshift(entry(-1))],
  ["splice", (list: Entry[]) => void list.splice(500, 2, entry(-1))],
  [
    "two changes and a push",
    (list: Entry[]) => {
      list[1] = entry(-1);
      list[900] = entry(-2);
      list.push(entry(-3));
    },
  ],
])("%s leaves the other parts of a long list as they are", (_, edit) => {
  const { pages, rows, root } = inPages({ list: many(ENTRIES) });
  edit(root.list);
  rows.commit(pages, root);
  expect(rows.written).toBeLessThan(10_000);
  expect(difference(root, rows.load().root)).toBeUndefined();
});

test("a long text is written once", () => {
  const { pages, rows, root } = inPages({ text: "x".repeat(1_000_000), n: 0 });
  root.n = 1;
  rows.commit(pages, root);
  expect(rows.written).toBeLessThan(100);
  expect(rows.load().root).toEqual(root);
});

test.each([
  ["a hidden property", (one: Entry) => Object.defineProperty(one, "h", { value: 1, configurable: true })],
  ["a property that is read-only now", (one: Entry) => Object.defineProperty(one, "id", { writable: false })],
  ["a symbol", (one: Entry) => Object.assign(one, { [Symbol.for("s")]: 1 })],
  ["another order", (one: Entry) => (delete (one as Partial<Entry>).id, Object.assign(one, { id: 1 }))],
  ["another prototype", (one: Entry) => Object.setPrototypeOf(one, null) as object],
  ["frozen", (one: Entry) => Object.freeze(one)],
  ["-0 for 0", (one: Entry) => Object.assign(one, { id: -0 })],
])("%s is seen, whoever did it", (_, edit) => {
  const { pages, rows, root } = inPages({ list: many(100) });
  edit(root.list[0]!);
  rows.commit(pages, root);
  expect(difference(root, rows.load().root)).toBeUndefined();
});

test("a getter that replaces a property is not run", () => {
  const { pages, rows, root } = inPages({ list: many(100) });
  let calls = 0;
  Object.defineProperty(root.list[0], "id", {
    get: () => (calls += 1),
    enumerable: true,
    configurable: true,
  });
  expect(() => rows.commit(pages, root)).toThrow(/list\[0\]\.id/);
  Object.defineProperty(root.list, 5, { get: () => (calls += 1), enumerable: true, configurable: true });
  expect(() => rows.commit(pages, root)).toThrow();
  expect(calls).toBe(0);
});

test("a value that cannot be stored is named by its whole path, and without it all is as before", () => {
  const { pages, rows, root } = inPages({ order: { items: many(100) } });
  root.order.items[3]!.more = new WeakMap();
  expect(() => rows.commit(pages, root)).toThrow(/order\.items\[3\]\.more/);
  root.order.items[3]!.more = 1;
  rows.commit(pages, root);
  expect(difference(root, rows.load().root)).toBeUndefined();
});

test("what nothing leads to any more goes", () => {
  const { pages, rows, root } = inPages<{ list: Entry[] }>({ list: many(100) });
  for (let round = 0; round < 60; round++) {
    root.list = many(100);
    rows.commit(pages, root);
    rows.commit(pages, root);
  }
  expect(pages.bytes).toBeLessThan(2_000_000);
  expect(difference(root, rows.load().root)).toBeUndefined();
});

test("of an array that only grows old elements are not looked at, and new ones are stored", () => {
  const out = many(200);
  const growing = new Set([out]);
  const root = { out, n: 0 };
  const pages = new Pages(undefined);
  const rows = new Rows();
  for (let step = 0; step < 300; step++) {
    out.push(entry(step));
    rows.commit(pages, root, growing);
    if (step > 2) expect(rows.written).toBeLessThan(2500);
  }
  expect(difference(root, rows.load().root)).toBeUndefined();

  const { read, root: again } = rows.load();
  const restarted = new Pages(undefined);
  restarted.adopt(read);
  const list = again["out"] as Entry[];
  for (let step = 0; step < 100; step++) {
    list.push(entry(step));
    rows.commit(restarted, again, new Set([list]));
  }
  expect(difference(again, rows.load().root)).toBeUndefined();

  // Without the proof everything counts again.
  list[5]!.body = "changed";
  list.length = 100;
  rows.commit(restarted, again);
  expect(difference(again, rows.load().root)).toBeUndefined();
});
