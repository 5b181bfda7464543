import type { Module } from "./find/module.js";
import type { Symbols } from "./lower/lowering.js";
import { Names } from "./scopes/names.js";

/** The names that generated code uses, chosen so that nothing in the file has them. */
export function chooseSymbols(module: Module): Symbols {
  const names = new Names(module.names);
  return {
    runtime: names.fresh("$perdure"),
    frame: names.fresh("$f"),
    how: names.fresh("$how"),
    value: names.fresh("$value"),
    locals: names.fresh("$l"),
    state: names.fresh("$pc"),
    region: names.fresh("$try"),
    loop: names.fresh("$run"),
    error: names.fresh("$error"),
    thrown: names.fresh("$thrown"),
    args: names.fresh("$args"),
    using: names.fresh("$using"),
    turn: names.fresh("$turn"),
    decorated: names.fresh("$decorated"),
    class: names.fresh("$class"),
  };
}
