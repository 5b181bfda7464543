import { describe, expect, it } from "vitest";
import { iterate } from "../../machine/iteration/iterate.js";
import { iterateKeys } from "../../machine/iteration/key-iteration.js";
import { decode, encode, SnapshotError, UnstorableError } from "../index.js";

const broken: Record<string, string> = {
  "no Map": '{"$":"collection-iteration","kind":"values","position":0,"size":0,"collection":[]}',
  "no size":
    '{"$":"collection-iteration","kind":"values","position":0,"collection":{"$":"Map","entries":[]}}',
  "half a position": '{"$":"collection-iteration","kind":"keys","position":0.5,"size":0}',
  "no text": '{"$":"text-iteration","index":0}',
  "an index past the text": '{"$":"text-iteration","text":"ab","index":3}',
  "keys that are no texts": '{"$":"key-iteration","keys":[1],"index":0,"object":{}}',
  "an index past the keys": '{"$":"key-iteration","keys":["a"],"index":2,"object":{}}',
  "no object": '{"$":"key-iteration","keys":[],"index":0}',
  "no iterator": '{"$":"protocol-iteration","done":false,"method":1}',
  "a text as iterator": '{"$":"protocol-iteration","done":false,"iterator":"a","method":1}',
  "done that is no flag": '{"$":"protocol-iteration","done":0,"iterator":{},"method":1}',
  "no synchronous iteration": '{"$":"async-iteration","done":false,"last":false,"iteration":{}}',
  "no asynchronous iterator": '{"$":"async-iteration","done":false,"last":false}',
  "an iterator of nothing": '{"$":"iterator","of":"Array","iteration":[]}',
  "an iterator of no kind": '{"$":"iterator","of":"constructor"}',
};

describe("stored iterations", () => {
  it.each(Object.entries(broken))("are refused with %s", (_, text) => {
    expect(() => decode(text)).toThrow(SnapshotError);
  });

  it("survive a Map that lost what lay before them", () => {
    const text =
      '{"$":"collection-iteration","kind":"values","position":5,"size":0,"collection":{"$":"Map","entries":[]}}';
    expect((decode(text) as ReturnType<typeof iterate>).next()).toBe(false);
  });

  it("look for no place behind the end", () => {
    const text =
      '{"$":"collection-iteration","kind":"values","position":4294967296,"size":1,"collection":{"$":"Set","values":[1]}}';
    expect((decode(text) as ReturnType<typeof iterate>).next()).toBe(false);
  });

  it("share their object with the rest of the snapshot", () => {
    const map = new Map([["a", { one: 1 }]]);
    const object = { key: 1 };
    const stored = { values: iterate(map), map, keys: iterateKeys(object), object };
    const copy = decode(encode(stored)) as typeof stored;
    copy.map.set("b", { one: 2 });
    copy.values.next();
    expect((copy.values.value as unknown[])[1]).toBe(copy.map.get("a"));
    expect(copy.values.next()).toBe(true);
    delete (copy.object as Partial<typeof object>).key;
    expect(copy.keys.next()).toBe(false);
  });

  it("say what cannot be stored", () => {
    const native = [1][Symbol.iterator]();
    const generator = (function* () {
      yield 1;
    })();
    for (const value of [native, generator]) {
      expect(() => encode({ loop: iterate(value) })).toThrow(UnstorableError);
      expect(() => encode({ loop: iterate(value) })).toThrow(/loop\.iterator/);
    }
  });
});
