import { expect, test } from "vitest";
import { decode } from "../decode.js";
import { encode } from "../encode.js";
import { SnapshotError } from "../snapshot-error.js";
import { randomOf } from "../testing/random.js";
import { Pages } from "./pages.js";
import { readPages } from "./read-pages.js";

const read = (...texts: string[]) =>
  readPages(
    texts.map((text, index) => ({ page: index + 1, text })),
    {},
  );

test.each([
  ["no JSON", "{"],
  ["a list", "[]"],
  ["a text", '"x"'],
  ["null", "null"],
  ["a name that is no number", '{"a":{}}'],
  ["zero", '{"0":{}}'],
  ["__proto__", '{"__proto__":{"polluted":1}}'],
  ["a number for an object", '{"1":5}'],
  ["null for an object", '{"1":null}'],
  ["a reference to nothing", '{"1":{"a":{"$":7}}}'],
  ["a reference as content", '{"1":{"$":1}}'],
  ["a kind that no page holds", '{"1":{"$":"closure","id":"x","hash":"h","scopes":[]}}'],
  ["a promise", '{"1":{"$":"promise"}}'],
  ["the rest of a text", '{"1":{"$":"more","at":0}}'],
  ["an object in two pages", '{"1":{}}', '{"1":{}}'],
  ["a part and an object of one number", '{"1":{}}', '{"of":1,"part":0,"items":[]}'],
  ["two parts in one place", '{"of":1,"part":0,"items":[]}', '{"of":1,"part":0,"items":[1]}'],
  ["parts of different kinds", '{"of":1,"part":0,"items":[]}', '{"of":1,"part":1,"values":[]}'],
  ["a part without its place", '{"of":1,"items":[]}'],
  ["a part of nothing", '{"of":"x","part":0,"items":[]}'],
  ["a part of two kinds", '{"of":1,"part":0,"items":[],"values":[]}'],
  ["a part without entries", '{"of":1,"part":0,"items":5}'],
  ["a key without its value", '{"of":1,"part":0,"entries":[1]}'],
  ["a key twice", '{"of":1,"part":0,"entries":[1,2]}', '{"of":1,"part":1,"entries":[1,3]}'],
  ["a value twice", '{"of":1,"part":0,"values":[1,1]}'],
  ["depth", `{"1":${"[".repeat(2000)}${"]".repeat(2000)}}`],
])("a damaged page is refused: %s", (_, ...texts) => {
  expect(() => read(...texts)).toThrow(SnapshotError);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test("a key __proto__ is a key, and objects may lead to each other across pages", () => {
  const { values } = read(
    '{"1":{"__proto__":{"$":2}}}',
    '{"2":[{"$":1},{"$":3}]}',
    '{"of":3,"part":0,"values":[{"$":3}]}',
  );
  const [one, two, three] = [values.get(1), values.get(2), values.get(3)] as [
    object,
    unknown[],
    Set<unknown>,
  ];
  expect(Object.getPrototypeOf(one)).toBe(Object.prototype);
  expect(Object.getOwnPropertyDescriptor(one, "__proto__")?.value).toBe(two);
  expect(two).toEqual([one, three]);
  expect(three.has(three)).toBe(true);
});

test("texts that were changed at random are refused, or give something that is stored again", () => {
  const random = randomOf(7);
  const list = Array.from({ length: 40 }, (_, id) => ({
    id,
    name: `n${id}`,
    tags: new Set([id, "t"]),
    at: new Date(id),
  }));
  const root = { list, map: new Map(list.map((one) => [one.id, one])) };
  const limits = { head: 0, atOnce: 0, page: 300, entries: 8, text: 20, garbage: 10 };
  const pages = new Pages(undefined, limits);
  const head = pages.encode((options) => encode(root, options));
  const rows = pages.writes()!.write;
  let refused = 0;
  for (let round = 0; round < 1500; round++) {
    const changed = rows.map(({ page, text }) => ({ page, text }));
    const row = random.pick(changed);
    const at = random.below(row.text.length);
    const pieces = ["", "0", "1", '"', "{", "]", ",", "7", row.text.slice(0, random.below(20))];
    row.text = row.text.slice(0, at) + random.pick(pieces) + row.text.slice(at + random.below(4));
    if (random.below(10) === 0) changed.splice(random.below(changed.length), 1);
    try {
      const found = readPages(changed, {});
      const value = decode(head, { fromStored: (number) => found.values.get(number) });
      const next = new Pages(undefined, limits);
      next.adopt(found);
      const again = next.encode((options) => encode(value, options));
      expect(again.length).toBeGreaterThan(0);
      next.writes();
    } catch (error) {
      expect(error).toBeInstanceOf(SnapshotError);
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(500);
});
