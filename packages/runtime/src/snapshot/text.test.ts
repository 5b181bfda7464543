import { expect, test } from "vitest";
import { encode, decode } from "./index.js";
import { counter, Point, Status } from "./testing/code.js";

/** The texts that people read in the database, and that later versions must be able to read. */
const examples: [unknown, string][] = [
  [{ order: { id: "o1", items: [1, "two", null] } }, '{"order":{"id":"o1","items":[1,"two",null]}}'],
  [undefined, '{"$":"undefined"}'],
  [[-0, NaN], '[{"$":"number","value":"-0"},{"$":"number","value":"NaN"}]'],
  [12n, '{"$":"bigint","value":"12"}'],
  [new Date(1767225600000), '{"$":"Date","value":"2026-01-01T00:00:00.000Z"}'],
  [/a/g, '{"$":"RegExp","source":"a","flags":"g","lastIndex":0}'],
  [new Map([["a", 1]]), '{"$":"Map","entries":[["a",1]]}'],
  [new Set([1]), '{"$":"Set","values":[1]}'],
  [new URL("http://a.b/c"), '{"$":"URL","value":"http://a.b/c"}'],
  [{ $: 1 }, '{"$":"object","properties":{"$":1}}'],
  [Object.freeze({ a: 1 }), '{"$":"object","properties":{"a":1},"state":"frozen"}'],
  [Object.freeze([1]), '{"$":"array","items":[1],"state":"frozen"}'],
  [Object.assign([], { 3: "x" }), '{"$":"array","length":4,"entries":[[3,"x"]]}'],
  [new Point(1, 2), '{"$":"instance","class":"shop/src/code.ts#Point","properties":{"x":1,"y":2}}'],
  [Status, '{"$":"reference","id":"shop/src/code.ts#Status"}'],
  [
    counter({ count: 3 }),
    '{"$":"closure","id":"shop/src/code.ts#counter/next","hash":"h1","captures":["count"],"scopes":[{"count":3}]}',
  ],
  [
    new Uint8Array([1, 2, 3]),
    '{"$":"Uint8Array","buffer":{"$":"ArrayBuffer","base64":"AQID"},"offset":0,"length":3}',
  ],
  [
    Object.assign(new TypeError("no"), { stack: "TypeError: no", code: "E" }),
    '{"$":"Error","class":"TypeError","stack":"TypeError: no","message":"no","properties":{"code":"E"}}',
  ],
];

test.each(examples)("%o", (value, text) => {
  expect(encode(value)).toBe(text);
  expect(encode(decode(text))).toBe(text);
});

test("shared objects are numbered in the order of their appearance", () => {
  const a = { name: "a" };
  expect(encode({ list: [a, a], a })).toBe(
    '{"list":[{"name":"a"},{"$":"same","as":2}],"a":{"$":"same","as":2}}',
  );
});

test("plain data written by hand, with white space, is read", () => {
  expect(decode(' { "a" : [ 1 , { "$" : "undefined" } , {"\\u0024":"bigint","value":"5"} ] } ')).toEqual({
    a: [1, undefined, 5n],
  });
});
