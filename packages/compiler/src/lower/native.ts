import * as t from "@babel/types";
import { assign, id, statement } from "../ast/build.js";
import { replaceChildren } from "../ast/walk.js";
import type { NativeExit } from "../ir/ir.js";
import { lowerTail } from "./awaits.js";
import type { Lowering } from "./lowering.js";
import { nativeJump, nativeLeave } from "./targets.js";

/** Jump targets inside a native statement. */
interface Inside {
  readonly labels: readonly string[];
  readonly canBreak: boolean;
  readonly canContinue: boolean;
}

/** A statement that never suspends stays as it is; only its jumps to the outside are rewritten. */
export function lowerNative(lowering: Lowering, node: t.Statement): void {
  const exits: NativeExit[] = [];
  const tails: (() => void)[] = [];
  const rewritten = rewrite(node, { labels: [], canBreak: false, canContinue: false });
  lowering.emit({ kind: "native", statement: rewritten, exits });
  for (const tail of tails) tail();

  function rewrite(child: t.Statement, inside: Inside): t.Statement {
    switch (child.type) {
      case "BreakStatement":
      case "ContinueStatement": {
        const label = child.label?.name ?? null;
        const isBreak = child.type === "BreakStatement";
        const stays =
          label !== null ? inside.labels.includes(label) : isBreak ? inside.canBreak : inside.canContinue;
        if (stays) return child;
        return nativeLeave(lowering, { kind: isBreak ? "break" : "continue", label }, null, child, exits);
      }
      case "ReturnStatement":
        return rewriteReturn(child);
      default: {
        const inner = enter(child, inside);
        const replace = (grandchild: t.Node): t.Node => {
          if (t.isStatement(grandchild)) return rewrite(grandchild, inner);
          if (t.isSwitchCase(grandchild) || t.isCatchClause(grandchild)) replaceChildren(grandchild, replace);
          return grandchild;
        };
        replaceChildren(child, replace);
        return child;
      }
    }
  }

  function rewriteReturn(child: t.ReturnStatement): t.Statement {
    const tail = lowering.converted.analysis.tails.get(child);
    if (!tail) return nativeLeave(lowering, { kind: "return" }, child.argument ?? null, child, exits);
    const returned = lowering.temp("returned");
    const block = lowering.block("return await");
    const value = child.argument!;
    tails.push(() => {
      const after = lowering.block("after native");
      lowering.jump(after);
      lowering.begin(block);
      lowerTail(lowering, child, id(returned.name));
      lowering.begin(after);
    });
    return t.blockStatement([
      statement(assign(returned.name, value)),
      ...nativeJump(lowering, block, [returned.name], exits),
    ]);
  }
}

function enter(node: t.Statement, inside: Inside): Inside {
  if (t.isLoop(node)) return { ...inside, canBreak: true, canContinue: true };
  if (t.isSwitchStatement(node)) return { ...inside, canBreak: true };
  if (t.isLabeledStatement(node)) return { ...inside, labels: [...inside.labels, node.label.name] };
  return inside;
}
