import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { decode, encode, SnapshotError } from "./index.js";
import { rich } from "./testing/rich-texts.js";
import { difference } from "./testing/same-graph.js";

/** Written once, by the first version of the format. Whoever changes the format adds a folder, and leaves this one. */
const file = new URL("./testing/version-1/values.json", import.meta.url);
const texts = Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>).map(
  ([name, json]) => [name, JSON.stringify(json)] as const,
);

it.each(texts)("version 1 is still read: %s", (name, text) => {
  const value = decode(text);
  expect(difference(value, decode(encode(value)))).toBeUndefined();
  // a stack says where the file's writer stood
  if (!text.includes('"stack"')) expect(difference(value, decode(encode(rich[name])))).toBeUndefined();
});

it.each(["1", '{"a":1}'])("what version 1 wraps may say so: %s", (root) => {
  expect(decode(`{"$":"snapshot","v":1,"root":${root},"more":[]}`)).toEqual(JSON.parse(root));
});

it.each(["2", "3000", "1.5", '"1"', "null", "0", "{}"])("version %s is refused by its number", (version) => {
  const read = () => decode(`{"$":"snapshot","v":${version},"root":{"$":"a kind to come"},"more":[]}`);
  expect(read).toThrow(SnapshotError);
  expect(read).toThrow(expect.objectContaining({ code: "PD2118" }));
  expect(read).toThrow(/version 1/);
});
