import * as t from "@babel/types";
import type { Bindings } from "./bindings.js";

/** Built-in objects that nobody replaces: reading a member of them has no effect and always gives the same. */
const BUILT_IN: ReadonlySet<string> = new Set(
  (
    "console Math JSON Object Array Number String Boolean BigInt Symbol Reflect Promise Date RegExp Map Set Intl " +
    "globalThis structuredClone parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent Error " +
    "TypeError RangeError URL Buffer process crypto undefined NaN Infinity setTimeout fetch queueMicrotask"
  ).split(" "),
);

/** A name that nothing in the file declares and that the platform provides. */
export const isBuiltIn = (node: t.Node, moduleNames: ReadonlyMap<string, unknown>): boolean =>
  t.isIdentifier(node) && BUILT_IN.has(node.name) && !moduleNames.has(node.name);

/** `Reflect.apply(f, ...)` calls f. */
export const callsItsArgument = (node: t.Node): boolean => t.isIdentifier(node) && node.name === "Reflect";

/** The same with a look at the function's own names. */
export const isUnboundBuiltIn = (
  node: t.Node,
  bindings: Bindings,
  moduleNames: ReadonlyMap<string, unknown>,
): boolean => isBuiltIn(node, moduleNames) && !bindings.references.get(node)?.binding;
