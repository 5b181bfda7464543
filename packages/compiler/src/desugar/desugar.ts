import type * as t from "@babel/types";
import type { Symbols } from "../lower/lowering.js";
import { eraseTypes } from "./erase-types.js";
import { hoistParameters } from "./hoist-parameters.js";
import { replaceEnums } from "./replace-enums.js";
import { replaceUsing } from "./replace-using.js";

/** Brings a durable function to the core language: no types, no functions in parameters, no `using`. In place. */
export function desugar(node: t.Function, symbols: Symbols): void {
  eraseTypes(node);
  replaceEnums(node);
  replaceUsing(node, symbols);
  hoistParameters(node, symbols);
}
