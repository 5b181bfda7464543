import * as t from "@babel/types";
import type { Functions } from "../find/durable-function.js";
import type { Bindings } from "./bindings.js";

/** Whether a name stands for a function of the file that stays as it is: a call of it pushes no frame. */
export const isPlainFunction = (node: t.Node, bindings: Bindings, functions: Functions): boolean =>
  t.isIdentifier(node) &&
  functions.get(node.name) === "plain" &&
  bindings.references.get(node)?.binding === null;
