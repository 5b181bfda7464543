import { types } from "node:util";
import { hasSimpleElements, isShownBare } from "../bare-array.js";

/** The collections whose entries are stored in parts. */
export type List = unknown[] | Map<unknown, unknown> | Set<unknown>;

export type ListKind = "items" | "entries" | "values";

/** What a collection of exactly this sort has, and nothing beside: by which name; undefined for all others. */
export function listKind(value: object): ListKind | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Object.isExtensible(value) || Object.getOwnPropertySymbols(value).length > 0) return undefined;
  if (Array.isArray(value))
    return prototype === Array.prototype && hasOnlyElements(value) ? "items" : undefined;
  if (Object.getOwnPropertyNames(value).length > 0) return undefined;
  if (types.isMap(value)) return prototype === Map.prototype ? "entries" : undefined;
  return types.isSet(value) && prototype === Set.prototype ? "values" : undefined;
}

/** Listing the names of more elements than this costs more than to show none of them. */
const FEW = 64;

/** Whether an array has no property but elements as an assignment makes them, and no hole; runs no getter. */
function hasOnlyElements(value: readonly unknown[]): boolean {
  const { length } = value;
  if (!Object.getOwnPropertyDescriptor(value, "length")!.writable) return false;
  if (hasSimpleElements(value)) return isShownBare(value);
  for (let i = 0; i < length; i++) {
    const element = Object.getOwnPropertyDescriptor(value, i);
    if (!element?.writable || !element.enumerable || !element.configurable) return false;
  }
  if (length <= FEW) return Object.getOwnPropertyNames(value).length === length + 1;
  return isShownBare(value);
}

/** How many places of the flat list one entry takes. */
export const widthOf = (value: List): number => (types.isMap(value) ? 2 : 1);

/** How many entries there are. */
export function sizeOf(value: List): number {
  if (Array.isArray(value)) return value.length;
  return (types.isMap(value) ? mapSize : setSize).call(value);
}

const sizeGetter = (prototype: object): (() => number) =>
  Object.getOwnPropertyDescriptor(prototype, "size")!.get as () => number;
const mapSize = sizeGetter(Map.prototype);
const setSize = sizeGetter(Set.prototype);

/** All entries, keys and values of a Map in turn. */
export function entriesOf(value: List): unknown[] {
  if (Array.isArray(value)) return value.slice();
  const entries: unknown[] = [];
  if (types.isMap(value))
    Map.prototype.forEach.call(value, (item: unknown, key: unknown) => void entries.push(key, item));
  else Set.prototype.forEach.call(value, (item: unknown) => void entries.push(item));
  return entries;
}

/** Whether the entries are those of the pieces, one after the other. */
export function hasEntries(
  value: List,
  pieces: readonly { readonly entries: readonly unknown[] }[],
): boolean {
  if (!Array.isArray(value)) return areEntries(entriesOf(value), pieces);
  return areEntries(value, pieces);
}

function areEntries(
  list: readonly unknown[],
  pieces: readonly { readonly entries: readonly unknown[] }[],
): boolean {
  let at = 0;
  for (const { entries } of pieces) {
    if (at + entries.length > list.length) return false;
    for (let i = 0; i < entries.length; i++) if (!Object.is(list[at + i], entries[i])) return false;
    at += entries.length;
  }
  return at === list.length;
}
