import { DEVIATIONS, isImplied, type State } from "./attributes.js";

/** An object as it was made, and which of its parts stands for which part of another one. */
export interface Pristine {
  readonly object: object;
  /** Whether a value of the object in use is what the pristine one has in its place. */
  is(own: unknown, fresh: unknown): boolean;
}

/** Own properties that must be defined, in their order, after some were deleted, to make a pristine object the same. */
export interface Changes {
  readonly keys: readonly (string | symbol)[];
  readonly deleted: readonly (string | symbol)[];
}

/** What became of an object's own properties since it was made. */
export function changesOf(value: object, pristine: Pristine, state: State | undefined): Changes {
  const own = Reflect.ownKeys(value);
  const { keys: fresh } = freshOf(pristine.object);
  if (areSame(own, fresh)) {
    let changed: (string | symbol)[] | undefined;
    for (const key of own) if (isChanged(value, key, pristine, state)) (changed ??= []).push(key);
    return changed ? { keys: changed, deleted: [] } : UNCHANGED;
  }
  const inPlace = new Set([
    ...own.filter(isIndex),
    ...keptPrefix(own.filter(isName), fresh.filter(isName)),
    ...keptPrefix(own.filter(isSymbol), fresh.filter(isSymbol)),
  ]);
  return {
    keys: own.filter((key) => !inPlace.has(key) || isChanged(value, key, pristine, state)),
    deleted: fresh.filter((key) => !inPlace.has(key)),
  };
}

const UNCHANGED: Changes = { keys: [], deleted: [] };

function areSame(own: readonly (string | symbol)[], fresh: readonly (string | symbol)[]): boolean {
  if (own.length !== fresh.length) return false;
  for (let at = 0; at < own.length; at++) if (own[at] !== fresh[at]) return false;
  return true;
}

/** The keys before the first one that was added later, or again. */
function keptPrefix(
  own: readonly (string | symbol)[],
  fresh: readonly (string | symbol)[],
): (string | symbol)[] {
  let at = 0;
  const end = own.findIndex((key) => {
    const found = fresh.indexOf(key, at);
    at = found + 1;
    return found < 0;
  });
  return end < 0 ? [...own] : own.slice(0, end);
}

/** Pristine objects are the codec's own: nothing changes them. */
interface Fresh {
  readonly keys: readonly (string | symbol)[];
  readonly descriptors: ReadonlyMap<string | symbol, PropertyDescriptor>;
}

const known = new WeakMap<object, Fresh>();

function freshOf(object: object): Fresh {
  let fresh = known.get(object);
  if (!fresh) {
    const keys = Reflect.ownKeys(object);
    const entries = keys.map((key) => [key, Object.getOwnPropertyDescriptor(object, key)!] as const);
    fresh = { keys, descriptors: new Map(entries) };
    known.set(object, fresh);
  }
  return fresh;
}

function isChanged(
  value: object,
  key: string | symbol,
  { object, is }: Pristine,
  state: State | undefined,
): boolean {
  const own = Object.getOwnPropertyDescriptor(value, key)!;
  const fresh = freshOf(object).descriptors.get(key);
  if (!fresh) return true;
  for (const [, attribute] of DEVIATIONS)
    if (own[attribute] !== fresh[attribute] && !isImplied(state, attribute)) return true;
  return !is(own.value, fresh.value) || !is(own.get, fresh.get) || !is(own.set, fresh.set);
}

const isSymbol = (key: string | symbol): boolean => typeof key === "symbol";
const isIndex = (key: string | symbol): boolean => typeof key === "string" && /^(?:0|[1-9]\d*)$/.test(key);
const isName = (key: string | symbol): boolean => !isSymbol(key) && !isIndex(key);
