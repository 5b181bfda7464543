import { generate } from "@babel/generator";
import type * as t from "@babel/types";
import { hash } from "node:crypto";

/** Readable code of a node. */
export const print = (node: t.Node): string => generate(node).code;

/** The same text for the same code, whatever its formatting, quotes and comments. Types must be erased before. */
export const normalise = (node: t.Node): string => generate(node, { minified: true, comments: false }).code;

/** The first digits of a content hash. */
export const digest = (text: string, length: number): string => hash("sha256", text, "hex").slice(0, length);

/** A short name made of a node's source text: letters, digits and underscores, at most 24. */
export function sourceName(node: t.Node): string {
  const name = generate(node, { comments: false, concise: true })
    .code.replace(/[^A-Za-z0-9_$]+/g, "_")
    .replace(/\$+/g, "")
    .replace(/^_+|_+$/g, "");
  return name.slice(0, 24).replace(/_+$/, "") || "value";
}
