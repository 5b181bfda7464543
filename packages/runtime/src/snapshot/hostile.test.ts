import { describe, expect, it, test } from "vitest";
import { decode, encode, SnapshotError, UnstorableError } from "./index.js";
import { references } from "../machine/reference.js";
import { derived, keyed, shape } from "./testing/classes.js";
import { Point } from "./testing/code.js";
import { outcome } from "./testing/outcome.js";

const list = (item: string, times: number): string =>
  `[${Array.from({ length: times }, () => item).join(",")}]`;
const nested = (open: string, close: string, times: number): string =>
  open.repeat(times) + "1" + close.repeat(times);
const view = (fields: string): string => `{"$":"Int16Array",${fields}}`;
const buffer = '"buffer":{"$":"ArrayBuffer","base64":"AAAA"}';
const shapeText = encode(shape());
const derivedText = encode(derived(null));
const closure = (fields: string): string => `{"$":"closure","id":"shop/src/code.ts#counter/next",${fields}}`;

const refused: Record<string, string> = {
  "no JSON": "{",
  "empty text": "",
  "unknown kind": '{"$":"Widget"}',
  "kind of another type": '[{"$":1},{"$":null}]',
  "kind named like a property of all objects": '{"$":"constructor"}',
  "kind __proto__": '{"$":"__proto__"}',
  "same without a number": '{"$":"same"}',
  "same of what does not exist": '{"$":"same","as":1}',
  "same of itself while it is made": closure(
    '"hash":"h1","captures":["count"],"scopes":[{"$":"same","as":0}]',
  ),
  "self of itself": closure('"hash":"h1","captures":["count"],"self":{"$":"same","as":0},"scopes":[{}]'),
  "same by a property of arrays": '[{"$":"same","as":"push"}]',
  "more outside a snapshot": '{"$":"more","at":0}',
  "more of itself": '{"$":"snapshot","root":{"$":"more","at":0},"more":[{"$":"more","at":0}]}',
  "more twice": '{"$":"snapshot","root":[{"$":"more","at":0},{"$":"more","at":0}],"more":[[]]}',
  "more that nothing leads to": '{"$":"snapshot","root":1,"more":[[]]}',
  "more of a primitive": '{"$":"snapshot","root":{"$":"more","at":0},"more":[1]}',
  "snapshot without a root": '{"$":"snapshot","more":[]}',
  "snapshot inside": '[{"$":"snapshot","root":1,"more":[]}]',
  "number that is none": '{"$":"number","value":"5"}',
  "bigint with other digits": '{"$":"bigint","value":"0x10"}',
  "bigint without value": '{"$":"bigint"}',
  "date that is none": '{"$":"Date","value":"yesterday"}',
  "date of another type": '{"$":"Date","value":5}',
  "pattern that is none": '{"$":"RegExp","source":"(","flags":"","lastIndex":0}',
  "pattern with unknown flags": '{"$":"RegExp","source":"a","flags":"zz","lastIndex":0}',
  "address that is none": '{"$":"URL","value":"nowhere"}',
  "unknown symbol": '{"$":"symbol","name":"prototype"}',
  "Map entry of three": '{"$":"Map","entries":[[1,2,3]]}',
  "Map without entries": '{"$":"Map"}',
  "Set of an object": '{"$":"Set","values":{}}',
  "array longer than arrays": '{"$":"array","length":4294967296,"entries":[]}',
  "array of negative length": '{"$":"array","length":-1,"entries":[]}',
  "entry beyond the array": '{"$":"array","length":2,"entries":[[2,1]]}',
  "entry at no index": '{"$":"array","length":2,"entries":[["length",1]]}',
  "length as a property": '{"$":"array","items":[],"properties":{"length":-1}}',
  "unknown state": '{"$":"object","state":"toString"}',
  "restricted property that is not there": '{"$":"object","hidden":["a"]}',
  "restricted __proto__": '{"$":"object","readonly":["__proto__"]}',
  "properties as a list": '{"$":"instance","class":"shop/src/code.ts#Point","properties":[1]}',
  "class that is a constant": '{"$":"instance","class":"shop/src/code.ts#Status"}',
  "class that is an arrow function": '{"$":"instance","class":"shop/src/code.ts#double"}',
  "class that is a built-in one": '{"$":"instance","class":"Map"}',
  "instance without a class": '{"$":"instance"}',
  "error of a class that is no error": '{"$":"Error","class":"shop/src/code.ts#Point"}',
  "error without a class": '{"$":"Error","message":"m"}',
  "view without a buffer": view('"offset":0,"length":1'),
  "view of something else": view('"buffer":[],"offset":0,"length":1'),
  "view beyond its buffer": view(`${buffer},"offset":0,"length":2`),
  "view at an odd offset": view(`${buffer},"offset":1,"length":1`),
  "view of a huge length": view(`${buffer},"offset":0,"length":4e15`),
  "frozen view": `{"$":"Uint8Array",${buffer},"offset":0,"length":3,"state":"frozen"}`,
  "boxed object": '{"$":"boxed","value":{}}',
  "boxed nothing": '{"$":"boxed"}',
  "closure without scopes": closure('"hash":"h1","captures":["count"]'),
  "closure with a scope too many": closure('"hash":"h1","captures":["count"],"scopes":[{},{}]'),
  "closure with a scope that is none": closure('"hash":"h1","captures":["count"],"scopes":[1]'),
  "member of nothing": '{"$":"member","path":["prototype"]}',
  "member of a primitive": '{"$":"member","of":1,"path":["prototype"]}',
  "member without a path": `{"$":"member","of":${shapeText}}`,
  "member under a path of numbers": `{"$":"member","of":${shapeText},"path":[1]}`,
  "member under an object": `{"$":"member","of":${shapeText},"path":[{}]}`,
  "member of its own": '{"$":"member","of":{"$":"same","as":0},"path":["prototype"]}',
  "members that are no list": shapeText.replace("{", '{"members":1,'),
  "class given a number of values": derivedText.replace('"given":[null]', '"given":[5]'),
  "class given an object": derivedText.replace('"given":[null]', '"given":[{}]'),
  "class given itself": derivedText.replace('"given":[null]', '"given":[{"$":"same","as":0}]'),
  "class given an arrow function": derivedText.replace(
    '"given":[null]',
    '"given":[{"$":"reference","id":"shop/src/code.ts#double"}]',
  ),
  "class given a function for a key": encode(keyed("a")).replace(
    '"given":["a"]',
    '"given":[{"$":"reference","id":"shop/src/code.ts#double"}]',
  ),
  "class without what it is given": derivedText.replace('"given":[null]', '"given":{}'),
  "prototype that is a primitive": '{"$":"object","prototype":1}',
  "prototype that leads back": '{"$":"object","prototype":{"$":"same","as":0}}',
  "prototype that leads back by another":
    '{"$":"object","prototype":{"$":"object","prototype":{"$":"same","as":0}}}',
  "prototype that is undefined": '{"$":"object","prototype":{"$":"undefined"}}',
  "deleted property that stays": '{"$":"array","items":[],"deleted":["length"]}',
  "deleted properties that are no list": '{"$":"object","deleted":{}}',
  "deleted property without a key": '{"$":"object","deleted":[1]}',
  "accessor that is no function": '{"$":"object","properties":{"a":{"$":"accessor","get":1}}}',
  "accessor that is an object": '{"$":"object","properties":{"a":{"$":"accessor","set":{}}}}',
  "accessor as a value": '[{"$":"accessor"}]',
  "private elements that are no list": '{"$":"object","private":{}}',
  "private element without a name": '{"$":"object","private":[[]]}',
  "private element of a text": '{"$":"object","private":[["#x",1]]}',
  "private element of an object": '{"$":"object","private":[[{},1]]}',
  "private name of no form": '{"$":"privateName","name":"#x","form":"static"}',
  "private method that is none": '{"$":"privateName","name":"#x","form":"method","value":1}',
  "symbol with an odd description": '{"$":"symbol","local":0,"description":5}',
  "key that is a reference to an object": `{"$":"object","symbols":[[{"$":"reference","id":"shop/src/code.ts#Status"},1]]}`,
  "template without an id": '{"$":"template"}',
  "query of no URL": '{"$":"URLSearchParams","url":{}}',
  "closure with an array for a scope": closure('"hash":"h1","captures":["count"],"scopes":[[]]'),
  "iteration over no array": '{"$":"iteration","kind":"values","index":0,"array":{}}',
  "iteration of no kind": '{"$":"iteration","kind":"next","index":0,"array":[]}',
  "tag without a hook": '{"$":"tag","value":"ctx"}',
  "reference without an id": '{"$":"reference"}',
  "nesting beyond any writer": nested('{"$":"Set","values":[', "]}", 100_000),
  "nesting of plain objects beside a kind": `[{"$":"undefined"},${nested('{"a":', "}", 100_000)}]`,
  "receivers in receivers": nested(
    '{"$":"closure","id":"shop/src/code.ts#pair/both","hash":"h1","captures":["a","b"],"scopes":[{},{}],"self":',
    "}",
    20_000,
  ),
};

test.each(Object.entries(refused))("refused: %s", (_, text) => {
  expect(outcome(text)).toBeInstanceOf(SnapshotError);
});

test("receivers in receivers by way of the rest", () => {
  const link = (at: number) =>
    `{"$":"closure","id":"shop/src/code.ts#pair/both","hash":"h1","captures":["a","b"],"scopes":[{},{}],"self":{"$":"more","at":${at}}}`;
  const more = Array.from({ length: 50_000 }, (_, at) => link(at + 1)).join(",");
  expect(outcome(`{"$":"snapshot","root":{"$":"more","at":0},"more":[${more},{}]}`)).toBeInstanceOf(
    SnapshotError,
  );
});

test("keys named __proto__ are data", () => {
  for (const text of [
    '{"__proto__":{"polluted":1},"u":{"$":"undefined"}}',
    '{"$":"object","properties":{"__proto__":{"polluted":1}}}',
    '{"$":"array","items":[],"properties":{"__proto__":{"polluted":1}}}',
    '{"$":"Error","class":"Error","properties":{"__proto__":{"polluted":1}}}',
  ]) {
    const value = decode(text) as object;
    expect(Object.hasOwn(value, "__proto__")).toBe(true);
    expect(value).not.toHaveProperty("polluted", 1);
  }
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test("huge lengths allocate nothing", () => {
  const lengths = [4294967295, 33_000_000, 30_000_000, 5_000_000];
  const before = process.memoryUsage().rss;
  for (const length of lengths) {
    const copy = decode(list(`{"$":"array","length":${length},"entries":[[4000000,1]]}`, 20)) as unknown[][];
    expect(copy[0]!.length).toBe(length);
    expect(copy[0]![4000000]).toBe(1);
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(50e6);
});

test("nothing of the language is changed", () => {
  const known = '{"$":"reference","id":"builtin:Map.prototype"}';
  const before = Reflect.ownKeys(Map.prototype).length;
  for (const text of [
    `{"$":"reference","id":"builtin:Map.prototype","properties":{"polluted":1},"prototype":null}`,
    `{"$":"member","of":${known},"path":["prototype"],"properties":{"polluted":1}}`,
    `{"$":"member","of":{"$":"reference","id":"builtin:Map"},"path":["prototype"],"properties":{"polluted":1}}`,
    `{"$":"member","of":{"$":"reference","id":"shop/src/code.ts#Point"},"path":["prototype"],"deleted":["constructor"]}`,
    `{"$":"arguments","deleted":["callee"]}`,
    `{"$":"template","id":"x","properties":{"a":1}}`,
  ]) {
    outcome(text);
  }
  expect(Reflect.ownKeys(Map.prototype).length).toBe(before);
  expect(Object.hasOwn(Point.prototype, "constructor")).toBe(true);
});

test("what a class is given runs no code as it is made", () => {
  let calls = 0;
  class Talking {
    toString(): string {
      calls++;
      return "key";
    }
  }
  references("shop/src/hostile.ts", { Talking: () => Talking });
  const keyed_ = encode(keyed("a"));
  const key = '{"$":"instance","class":"shop/src/hostile.ts#Talking"}';
  expect(outcome(keyed_.replace('"given":["a"]', `"given":[${key}]`))).toBeInstanceOf(SnapshotError);
  expect(calls).toBe(0);
});

describe("a chain of prototypes that no program makes", () => {
  const chain = (length: number): object => {
    let last: object = {};
    for (let i = 0; i < length; i++) last = Object.create(last) as object;
    return last;
  };

  it("is refused on both ways", () => {
    expect(decode(encode(chain(40)))).toEqual(chain(40));
    expect(() => encode(chain(60))).toThrow(UnstorableError);
    const text = (length: number): string =>
      `${'{"$":"object","prototype":'.repeat(length)}{}${"}".repeat(length)}`;
    expect(() => decode(text(60))).toThrow(SnapshotError);
  });
});
