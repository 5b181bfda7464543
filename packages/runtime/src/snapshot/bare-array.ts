import { inspect } from "node:util";

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
