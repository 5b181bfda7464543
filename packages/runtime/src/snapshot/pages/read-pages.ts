import { KIND, isJsonObject, shown, type Json, type JsonObject } from "../json.js";
import type { CodecHooks } from "../options.js";
import { Reader } from "../reader.js";
import { invalid } from "../snapshot-error.js";
import { canStandInPage } from "./classify.js";
import type { List, ListKind } from "./list-entries.js";

/** A page as a store has it. */
export interface StoredPage {
  readonly page: number;
  readonly text: string;
}

/** A piece of a collection, which has a page of its own. */
export interface ReadPart {
  readonly page: number;
  readonly bytes: number;
  /** The collection's number. */
  readonly of: number;
  readonly at: number;
  /** Places of the flat list. */
  readonly count: number;
}

export interface ReadPages {
  readonly pages: readonly (
    ReadPart | { readonly page: number; readonly bytes: number; readonly numbers: readonly number[] }
  )[];
  /** The objects and long texts of all pages by their numbers. */
  readonly values: ReadonlyMap<number, object | string>;
  /** Some are not as the pages say: a newer class has changed its instances. */
  readonly isChanged: boolean;
}

/**
 * Reads pages in two rounds, since they may lead to each other: first all objects without their children. Throws what
 * `decode` throws.
 */
export function readPages(stored: readonly StoredPage[], given: CodecHooks): ReadPages {
  const values = new Map<number, object | string>();
  const hooks: CodecHooks = { ...given, fromStored: (number) => values.get(number) };
  const pages: ReadPages["pages"][number][] = [];
  const parts: (ReadPart & { readonly kind: ListKind; readonly json: readonly Json[] })[] = [];
  const readers: Reader[] = [];
  const fills: (() => void)[] = [];

  const add = (number: number, value: object | string): void => {
    if (values.has(number)) throw invalid(`there are two objects ${number} in pages`);
    values.set(number, value);
  };

  for (const { page, text } of stored) {
    const bytes = Buffer.byteLength(text);
    const json = pageOf(text, hooks);
    if (Object.hasOwn(json, "of")) {
      const part = { page, bytes, ...partOf(json) };
      parts.push(part);
      pages.push(part);
      continue;
    }
    const numbers = Object.keys(json).map((key) => numberOf(key));
    pages.push({ page, bytes, numbers });
    for (const number of numbers) {
      const content = json[String(number)]!;
      if (typeof content === "string") {
        add(number, content);
        continue;
      }
      const reader = new Reader(hooks);
      const { value, fill } = reader.shell(checked(content));
      add(number, value as object);
      readers.push(reader);
      fills.push(fill);
    }
  }
  parts.sort((a, b) => a.of - b.of || a.at - b.at);
  parts.forEach(({ of, at, kind }, i) => {
    const before = parts[i - 1];
    if (before?.of !== of) add(of, NEW[kind]());
    else if (before.at === at || before.kind !== kind) throw invalid(`two parts of ${of} in one place`);
  });
  for (const fill of fills) fill();
  for (const { of, json } of parts) {
    const reader = new Reader(hooks);
    readers.push(reader);
    fillList(values.get(of) as List, json, reader);
  }
  const isChanged = readers.filter((reader) => reader.filled()).length > 0;
  return { pages, values, isChanged };
}

const NEW: Readonly<Record<ListKind, () => List>> = {
  items: () => [],
  entries: () => new Map(),
  values: () => new Set(),
};

const LIST_KINDS = Object.keys(NEW) as ListKind[];

function pageOf(text: string, hooks: CodecHooks): JsonObject {
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch (error) {
    throw invalid("a page is no JSON", error);
  }
  if (!isJsonObject(json)) throw invalid("a page that is no object");
  // What stands in the place of a text that could not be decoded says so.
  if (json[KIND] !== undefined) new Reader(hooks).read(json);
  return json;
}

function numberOf(key: string): number {
  const number = /^[1-9]\d{0,15}$/.test(key) ? Number(key) : NaN;
  if (!Number.isSafeInteger(number)) throw invalid(`${shown(key)} is no number of an object`);
  return number;
}

function partOf(json: JsonObject): Pick<ReadPart, "of" | "at" | "count"> & { kind: ListKind; json: Json[] } {
  const { of, part: at } = json;
  const kinds = LIST_KINDS.filter((kind) => Array.isArray(json[kind]));
  const [kind] = kinds;
  const isPart = typeof of === "number" && typeof at === "number" && kinds.length === 1;
  if (!isPart) throw invalid("a part of a collection that is none");
  const list = json[kind!] as Json[];
  if (kind === "entries" && list.length % 2 !== 0) throw invalid("a Map's key without its value");
  return { of: numberOf(String(of)), at, kind: kind!, count: list.length, json: list };
}

/** The content of an object that may stand in a page. */
function checked(content: Json): Json {
  if (canStandInPage(content)) return content;
  throw invalid(`a page cannot hold ${shown(isJsonObject(content) ? content[KIND] : content)}`);
}

function fillList(list: List, json: readonly Json[], reader: Reader): void {
  if (Array.isArray(list)) {
    for (const item of json) list.push(reader.read(item));
    return;
  }
  const { size } = list;
  if (list instanceof Map) {
    for (let i = 0; i < json.length; i += 2) list.set(reader.read(json[i]!), reader.read(json[i + 1]!));
    if (list.size !== size + json.length / 2) throw invalid("a Map that has a key twice");
  } else {
    for (const item of json) list.add(reader.read(item));
    if (list.size !== size + json.length) throw invalid("a Set that has a value twice");
  }
}
