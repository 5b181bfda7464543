import { createHash } from "node:crypto";
import { readPending } from "../machine/reference.js";
import { registry, type Registry } from "../machine/registry.js";

/** What this process has loaded, as one short text: the same wherever the same code is. */
export class LoadedCode {
  #digest: string | undefined;

  get digest(): string {
    return (this.#digest ??= digestOf(registry));
  }

  /** More was loaded. */
  changed(): void {
    this.#digest = undefined;
  }
}

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
