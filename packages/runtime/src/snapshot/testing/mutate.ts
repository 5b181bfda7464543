import type { Json, JsonObject } from "../json.js";
import type { Random } from "./random.js";

/** Each changes a text in one way. */
const MUTATIONS: Readonly<Record<string, (text: string, random: Random) => string>> = {
  "a character": changeCharacter,
  "a bit": flipBit,
  "a piece moved": movePiece,
  "cut off": (text, random) => text.slice(0, random.below(text.length)),
  "a number": (text, random) => changeNumber(text, random),
  "a word": (text, random) => changeWord(text, random),
  "a part by a fragment": (text, random) =>
    changePart(text, random, () => structuredClone(random.pick(FRAGMENTS))),
  "a part by another": (text, random) =>
    changePart(text, random, ([container, key]) => structuredClone(container[key]!)),
  "a part left out": (text, random) => changePart(text, random, () => undefined),
  "a part nested": changeDepth,
};

export const mutationNames: readonly string[] = Object.keys(MUTATIONS);

/** A text with one to three changes, of kinds that `seen` counts. */
export function mutate(text: string, random: Random, seen?: Map<string, number>): string {
  let changed = text;
  for (let left = 1 + random.below(3); left > 0; left--) {
    const name = random.pick(mutationNames);
    seen?.set(name, (seen.get(name) ?? 0) + 1);
    changed = MUTATIONS[name]!(changed, random);
  }
  return changed;
}

const CHARACTERS = [...'abz019-{}[],:$"\\e.'.split(""), "\u0000", "\ud800", ""];
const NUMBERS = ["-1", "0", "3", "1.5", "4294967295", "4294967296", "9007199254740992", "1e308", "1e400"];
const WORDS = ["__proto__", "constructor", "prototype", "toString", "length", "$", "same", "more", "snapshot", "closure", "instance", "serialized", "reference", "member", "array", "Map", "builtin:Map", "builtin:Object.prototype", "class:hostile/Secret", "hash", "then"]; // prettier-ignore

function changeCharacter(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + random.pick(CHARACTERS) + text.slice(at + random.below(4));
}

function flipBit(text: string, random: Random): string {
  const bytes = Buffer.from(text);
  if (bytes.length > 0) bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
  return bytes.toString();
}

function movePiece(text: string, random: Random): string {
  const from = random.below(text.length + 1);
  const to = random.below(text.length + 1);
  return text.slice(0, to) + text.slice(from, from + random.below(60)) + text.slice(to);
}

const changeNumber = (text: string, random: Random): string =>
  changeMatch(text, random, /(?<=[:[,])-?\d+(?=[\],}])/g, () => random.pick(NUMBERS));

const changeWord = (text: string, random: Random): string =>
  changeMatch(text, random, /"[^"\\]*"/g, () => JSON.stringify(random.pick(WORDS)));

function changeMatch(text: string, random: Random, pattern: RegExp, by: () => string): string {
  const matches = [...text.matchAll(pattern)];
  if (matches.length === 0) return text;
  const { index, 0: found } = random.pick(matches);
  return text.slice(0, index) + by() + text.slice(index + found.length);
}

const FRAGMENTS: readonly Json[] = [
  { $: "same", as: 0 },
  { $: "same", as: 3 },
  { $: "same", as: -1 },
  { $: "more", at: 0 },
  { $: "more", at: 1 },
  { $: "undefined" },
  { $: "Map", entries: [[1, 2]] },
  { $: "array", length: 4294967295, entries: [] },
  { $: "array", length: 4294967295, entries: [[4294967294, 1]] },
  { $: "reference", id: "shop/src/code.ts#double" },
  { $: "reference", id: "shop/src/code.ts#Status" },
  { $: "reference", id: "shop/src/code.ts#Point" },
  { $: "reference", id: "builtin:Array.prototype" },
  { $: "serialized", class: "class:hostile/Secret", data: { content: { $: "same", as: 0 } } },
  { $: "serialized", class: "class:hostile/Secret", data: 1, version: 1 },
  { $: {} },
  JSON.parse('{"__proto__":{"x":1}}') as Json,
  {},
  [],
  null,
  -1,
  4e9,
  "",
  "__proto__",
  "constructor",
];

type Slot = readonly [container: JsonObject, key: string];

function changePart(text: string, random: Random, by: (other: Slot) => Json | undefined): string {
  const tree = parsed(text);
  if (!tree) return text;
  const slots = slotsOf(tree);
  const [container, key] = random.pick(slots);
  const other = random.pick(slots);
  try {
    const value = by(other);
    if (value === undefined) delete container[key];
    else container[key] = value;
    return JSON.stringify(tree["root"] ?? null);
  } catch {
    return text; // nested too deeply for the one who changes it
  }
}

function changeDepth(text: string, random: Random): string {
  const [open, close] = random.pick(NESTS);
  const times = random.pick([2, 100, 600, 5000]);
  return changeMatch(
    text,
    random,
    /(?<=[:[,])(?:-?\d+|"[^"\\]*")(?=[\],}])/g,
    () => open.repeat(times) + "1" + close.repeat(times),
  );
}

const NESTS = [
  ["[", "]"],
  ['{"a":', "}"],
  ['{"$":"Set","values":[', "]}"],
  ['{"$":"object","prototype":', "}"],
  ['{"$":"serialized","class":"class:hostile/Secret","data":', "}"],
  ['{"$":"boxed","value":', "}"],
] as const;

function parsed(text: string): JsonObject | undefined {
  try {
    return { root: JSON.parse(text) as Json };
  } catch {
    return undefined;
  }
}

/** Every place in a tree, as its container and key. */
function slotsOf(root: JsonObject): Slot[] {
  const slots: Slot[] = [];
  const queue: JsonObject[] = [root];
  for (let container = queue.pop(); container; container = queue.pop()) {
    for (const key of Object.keys(container)) {
      slots.push([container, key]);
      const child = container[key];
      if (typeof child === "object" && child !== null) queue.push(child as JsonObject);
    }
  }
  return slots;
}
