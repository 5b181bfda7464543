import { inspect } from "node:util";
import { serialize } from "node:v8";

/** Listing the indices of more elements than this costs more than asking the platform once. */
const MANY = 40;
/** All that matter, since a program may change what is usual. */
const OPTIONS = {
  maxArrayLength: 0,
  depth: 0,
  showHidden: true,
  customInspect: false,
  colors: false,
  compact: 3,
  breakLength: 200,
  numericSeparator: false,
} as const;
/** How the platform shows an array that has no other properties, its elements aside. */
const BARE = /^\[ \.\.\. \d+ more items, \[length\]: \d+ \]$/;

/** Whether an array has as many elements as it is long, and no other properties; the elements may be accessors. */
export const isBareArray = (value: readonly unknown[]): boolean =>
  (value.length > MANY && isShownBare(value) && Object.keys(value).length === value.length) ||
  Reflect.ownKeys(value).length === value.length + 1;

/** The same of one that has no holes. Nobody can have written code that the platform would call here. */
export const isShownBare = (value: readonly unknown[]): boolean =>
  Object.getOwnPropertySymbols(value).length === 0 &&
  !Object.hasOwn(value, "constructor") &&
  BARE.test(inspect(value, OPTIONS));

/**
 * Whether an array is long and all its elements are short primitives as an assignment makes them, without a hole. Says
 * no also where only a look at each element could tell.
 */
export function hasSimpleElements(value: readonly unknown[]): boolean {
  const { length } = value;
  if (length <= MANY || !TELLS_APART) return false;
  for (let i = 0; i < length; i++)
    if (getterOf.call(value, i) !== undefined || !isShort(value[i])) return false;
  return serialize(value)[KIND_AT] === DENSE;
}

/** The only look at an element that neither runs a getter nor makes anything. */
const getterOf = (Object.prototype as { __lookupGetter__?: unknown }).__lookupGetter__ as (
  key: number,
) => unknown;

/** Longer texts cost more to copy than their elements' attributes to look at. */
const SHORT = 64;

const isShort = (value: unknown): boolean =>
  typeof value === "number" ||
  typeof value === "boolean" ||
  value === null ||
  (typeof value === "string" && value.length <= SHORT);

/** Where the platform's own format says which sort of array follows: after the version. */
const KIND_AT = 2;
/** One whose elements are a list of nothing but values: what has a hole or other attributes is none. */
const DENSE = serialize([0])[KIND_AT];
/** A platform might come to write both alike. */
const TELLS_APART =
  serialize(Object.defineProperty([0], 0, { writable: false }))[KIND_AT] !== DENSE &&
  serialize(Object.defineProperty([0], 0, { configurable: false }))[KIND_AT] !== DENSE;
