import * as t from "@babel/types";
import { assign, at, id, statement, text, undefinedValue } from "../ast/build.js";
import type { BlockId, NativeExit } from "../ir/ir.js";
import type { Lowering } from "./lowering.js";

/** What jumps may lead to, innermost first. */
export type Target = JumpTarget | FinallyTarget;

interface JumpTarget {
  readonly kind: "loop" | "switch" | "block";
  readonly labels: readonly string[];
  readonly breakTo: BlockId;
  /** Loops only. */
  readonly continueTo: BlockId | null;
  readonly outer: Target | null;
}

/** A finally that jumps from inside must run first. */
export interface FinallyTarget {
  readonly kind: "finally";
  readonly handler: BlockId;
  readonly exit: string;
  readonly value: string;
  /** The ways in which it was left, by their readable code. */
  readonly exits: Map<string, Exit>;
  readonly outer: Target | null;
}

/** A jump out of something. */
export type Exit =
  { readonly kind: "break" | "continue"; readonly label: string | null } | { readonly kind: "return" };

/** Where an exit goes first: straight to a block, to a finally with a code to remember, or out of the function. */
type Route =
  | { readonly kind: "block"; readonly to: BlockId }
  | { readonly kind: "finally"; readonly target: FinallyTarget; readonly code: string }
  | { readonly kind: "out" };

function route(exit: Exit, from: Target | null): Route {
  for (let target = from; target; target = target.outer) {
    if (target.kind === "finally") {
      const code = codeOf(exit, target.outer);
      target.exits.set(code, exit);
      return { kind: "finally", target, code };
    }
    if (exit.kind !== "return" && matches(exit, target)) {
      return { kind: "block", to: exit.kind === "break" ? target.breakTo : target.continueTo! };
    }
  }
  return { kind: "out" };
}

function matches(exit: Exit & { kind: "break" | "continue" }, target: JumpTarget): boolean {
  if (exit.label !== null) return target.labels.includes(exit.label);
  return target.kind === "loop" || (exit.kind === "break" && target.kind === "switch");
}

/** "return", "break outer", or the number of breakable statements outward: "continue 1". */
function codeOf(exit: Exit, outer: Target | null): string {
  if (exit.kind === "return") return "return";
  if (exit.label !== null) return `${exit.kind} ${exit.label}`;
  let depth = 0;
  for (let target = outer; target; target = target.outer) {
    if (target.kind === "finally" || target.kind === "block") continue;
    depth++;
    if (matches(exit, target)) break;
  }
  return `${exit.kind} ${depth}`;
}

/** Leaves the current block by an exit. `value` belongs to a return. */
export function leave(
  lowering: Lowering,
  exit: Exit,
  value: t.Expression | null,
  origin: t.Node | null,
): void {
  const way = route(exit, lowering.targets);
  switch (way.kind) {
    case "block":
      return lowering.jump(way.to);
    case "out":
      return lowering.end({ kind: "return", value, origin });
    case "finally":
      lowering.assign(way.target.value, value ?? undefinedValue());
      lowering.assign(way.target.exit, text(way.code));
      return lowering.jump(way.target.handler);
  }
}

/** The same as a statement inside a native one. */
export function nativeLeave(
  lowering: Lowering,
  exit: Exit,
  value: t.Expression | null,
  origin: t.Node,
  exits: NativeExit[],
): t.Statement {
  const { frame, runtime } = lowering.symbols;
  const way = route(exit, lowering.targets);
  switch (way.kind) {
    case "block":
      return t.blockStatement(nativeJump(lowering, way.to, [], exits));
    case "out": {
      const out = t.memberExpression(id(frame), id("out"));
      return t.blockStatement([
        at(statement(assign(out, value ?? undefinedValue())), origin),
        t.returnStatement(t.memberExpression(id(runtime), id("DONE"))),
      ]);
    }
    case "finally":
      return t.blockStatement([
        at(statement(assign(way.target.value, value ?? undefinedValue())), origin),
        statement(assign(way.target.exit, text(way.code))),
        ...nativeJump(lowering, way.target.handler, [way.target.value, way.target.exit], exits),
      ]);
  }
}

/** `$pc = 7; continue $run;` */
export function nativeJump(
  { symbols }: Lowering,
  to: BlockId,
  assigns: readonly string[],
  exits: NativeExit[],
): t.Statement[] {
  const state = t.numericLiteral(0);
  exits.push({ to, assigns, state });
  return [statement(assign(symbols.state, state)), t.continueStatement(id(symbols.loop))];
}
