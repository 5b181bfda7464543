import * as t from "@babel/types";
import type { Instruction, Operation } from "../ir/ir.js";

/** What has an expression as a child. */
export type Holder = t.Node | Instruction | Operation;

/**
 * Places where values come from others or go to others. `$perdure.guard($f, value)` gives the value; where it is no
 * primitive, the frame is not proven any more.
 */
export class Guards {
  readonly #names: { readonly runtime: string; readonly frame: string };
  readonly #holders = new Map<t.Node, Holder>();

  constructor(names: { readonly runtime: string; readonly frame: string }) {
    this.#names = names;
  }

  add(part: t.Node, holder: Holder): void {
    this.#holders.set(part, holder);
  }

  place(): void {
    for (const [part, holder] of this.#holders) replace(holder as object, part, this.#guarded(part));
  }

  #guarded(part: t.Node): t.Expression {
    const { runtime, frame } = this.#names;
    const callee = t.memberExpression(t.identifier(runtime), t.identifier("guard"));
    const call = t.callExpression(callee, [t.identifier(frame), part as t.Expression]);
    return Object.assign(call, { loc: part.loc, start: part.start, end: part.end });
  }
}

function replace(holder: object, part: t.Node, by: t.Expression): void {
  for (const [key, value] of Object.entries(holder)) {
    if (value === part) Reflect.set(holder, key, by);
    else if (Array.isArray(value) && value.includes(part)) value[value.indexOf(part)] = by;
  }
  if ("shorthand" in holder) holder.shorthand = false;
}
