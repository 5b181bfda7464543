import type * as t from "@babel/types";
import { hash } from "node:crypto";
import { print } from "../print/print.js";

/** The first digits of a content hash. */
export const digest = (content: string | Uint8Array, length: number): string =>
  hash("sha256", content, "hex").slice(0, length);

/** A short name made of a node's source text: letters, digits and underscores, at most 24. */
export function sourceName(node: t.Node): string {
  const name = print(node)
    .replace(/\$perdure\w*\.promises\b/g, "Promise")
    .replace(/[^A-Za-z0-9_$]+/g, "_")
    .replace(/\$+/g, "")
    .replace(/^_+|_+$/g, "");
  return name.slice(0, 24).replace(/_+$/, "") || "value";
}
