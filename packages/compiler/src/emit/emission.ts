import type * as t from "@babel/types";
import { assign, continueAt, id, member, number, returned, statement } from "../ast/build.js";
import type { BlockId, MachineIr } from "../ir/ir.js";
import type { Liveness } from "../liveness/liveness.js";
import type { Symbols } from "../lower/lowering.js";
import type { Schedule } from "./schedule.js";

/** What the writing of one machine looks at. */
export interface Emission {
  readonly ir: MachineIr;
  readonly liveness: Liveness;
  readonly schedule: Schedule;
  readonly symbols: Symbols;
  /** For the comment above each checkpoint. */
  readonly file: string;
}

export const frameField = ({ symbols }: Emission, name: string): t.MemberExpression =>
  member(id(symbols.frame), name);

type Signal = "AWAIT" | "CALL" | "DONE" | "YIELD" | "DELEGATE";

/** `return $perdure.AWAIT;` */
export const signal = ({ symbols }: Emission, name: Signal): t.ReturnStatement =>
  returned(member(id(symbols.runtime), name));

/** `$pc = 7; continue $run;` */
export function goTo({ schedule, symbols }: Emission, to: BlockId): t.Statement[] {
  const state = number(schedule.states.get(to)!);
  return [statement(assign(symbols.state, state)), continueAt(symbols.loop)];
}

/** Names in the machine's own order, so that the output is stable. */
export const inOrder = ({ ir }: Emission, names: ReadonlySet<string>): string[] =>
  [...ir.locals].filter((name) => names.has(name));
