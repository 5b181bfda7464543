import { createHash } from "node:crypto";
import { readPending } from "../machine/reference.js";
import { registry, type Registry } from "../machine/registry.js";

// Of the process, not of an engine: all of them share its code, and thousands of ids take long to put in order.
let digest: string | undefined;
registry.listeners.add(() => (digest = undefined));

/** What this process has loaded, as one short text: the same wherever the same code is. */
export const loadedCode = (): string => (digest ??= digestOf(registry));

/** Of everything by which a stored execution names code: what has no hash of its own stands for itself by its text. */
function digestOf({ machines, closures, references, pendingReferences, functions }: Registry): string {
  readPending();
  const versions = [...machines, ...closures].flatMap(([id, known]) =>
    [...known.keys()].map((hash) => `${id} ${hash}`),
  );
  const named = [...references].map(([id, value]) => `${id} ${textOf(value)}`);
  const all = new Set([...versions, ...named, ...pendingReferences.keys(), ...functions.keys()]);
  return createHash("sha256")
    .update([...all].sort().join("\0"))
    .digest("hex")
    .slice(0, 16);
}

const textOf = (value: unknown): string =>
  typeof value === "function" ? Function.prototype.toString.call(value) : "";
