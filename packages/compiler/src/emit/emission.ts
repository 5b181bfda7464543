import type * as t from "@babel/types";
import { code, continueAt, memberText, returned, statement } from "../ast/build.js";
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
  /** `a = $l.a` and `$l.a = a` of the variables, each made once. */
  readonly load: (name: string) => t.Expression;
  readonly store: (name: string) => t.Expression;
}

/** What loads and stores a machine's variables. */
export const transfersOf = (locals: string): Pick<Emission, "load" | "store"> => ({
  load: once((name) => code(`${name} = ${memberText(locals, name)}`)),
  store: once((name) => code(`${memberText(locals, name)} = ${name}`)),
});

function once<T>(make: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const made = make(name);
    known.set(name, made);
    return made;
  };
}

export const frameField = ({ symbols }: Emission, name: string): t.Identifier =>
  code(`${symbols.frame}.${name}`);

type Signal = "AWAIT" | "CALL" | "DONE" | "YIELD" | "DELEGATE";

/** `return $perdure.AWAIT;` */
export const signal = ({ symbols }: Emission, name: Signal): t.ReturnStatement =>
  returned(code(`${symbols.runtime}.${name}`));

/** `$pc = 7; continue $run;` */
export function goTo({ schedule, symbols }: Emission, to: BlockId): t.Statement[] {
  const state = schedule.states.get(to)!;
  return [statement(code(`${symbols.state} = ${state}`)), continueAt(symbols.loop)];
}

/** Names in the machine's own order, so that the output is stable. */
export const inOrder = ({ ir }: Emission, names: ReadonlySet<string>): string[] =>
  [...ir.locals].filter((name) => names.has(name));
