import * as t from "@babel/types";
import type { Site } from "../analyse/analysis.js";
import { at, call, id, member, undefinedValue } from "../ast/build.js";
import { sourceName } from "../ast/print.js";
import type { Operation } from "../ir/ir.js";
import { suspend } from "./awaits.js";
import { calledText } from "./called-text.js";
import { branch, lowerExpression } from "./expressions.js";
import type { Lowering } from "./lowering.js";
import { leave } from "./targets.js";

/** Suspends at a `yield`; gives what the next `next(value)` brings. */
export function lowerYield(lowering: Lowering, node: t.YieldExpression, wanted = true): t.Expression {
  if (node.delegate) return lowerDelegation(lowering, node);
  const site = lowering.site(node);
  const { argument } = node;
  const given = argument ? lowerExpression(lowering, argument) : undefinedValue();
  const operand = isAsync(lowering) && argument ? awaited(lowering, site, given, node) : given;
  const hint = wanted ? `yield_${argument ? sourceName(argument) : "nothing"}` : "yield";
  const received = suspend(lowering, site, { kind: "yield", operand, origin: node }, hint);
  returnWhenTold(lowering, received, node);
  return t.cloneNode(received);
}

const isAsync = ({ converted }: Lowering): boolean => converted.info.kind === "asyncGenerator";

/** `generator.return(value)` arrives as a completion that runs the `finally`s around; its value has been awaited. */
function returnWhenTold(lowering: Lowering, received: t.Expression, origin: t.Node): void {
  const told = t.binaryExpression("===", id(lowering.symbols.how), t.numericLiteral(2));
  branch(lowering, told, () => leave(lowering, { kind: "return" }, t.cloneNode(received), origin), null);
}

/** What an async generator yields is awaited first. */
function awaited(lowering: Lowering, site: Site, operand: t.Expression, origin: t.Node): t.Expression {
  const key = `${site.key}/value`;
  return suspend(
    lowering,
    { ...site, key, kind: "await" },
    { kind: "await", operand, origin },
    "yield_value",
  );
}

/** `yield* iterable`: the inner iterator gets whatever this generator is told, until it is done. */
function lowerDelegation(lowering: Lowering, node: t.YieldExpression): t.Expression {
  const site = lowering.site(node);
  const { runtime, frame, how, value } = lowering.symbols;
  const source = node.argument!;
  const inner = lowering.temp(`of_${sourceName(source)}`);
  const field = (name: string): t.MemberExpression => member(id(inner.name), name);
  const run = (name: string, ...args: t.Expression[]): t.CallExpression =>
    at(call(member(id(runtime), name), ...args), node);
  const isAsynchronous = isAsync(lowering);
  const step = (part: "first" | "step", ...told: t.Expression[]): void => {
    if (!isAsynchronous)
      return lowering.emit({ kind: "evaluate", value: run("delegateStep", id(inner.name), ...told) });
    const operand = run("delegateCall", id(frame), id(inner.name), ...told);
    const stepSite = { ...site, key: `${site.key}/${part}`, kind: "call" as const };
    const result = suspend(lowering, stepSite, { kind: "signal", operand, origin: node }, "yield_step");
    lowering.emit({ kind: "evaluate", value: run("delegateTake", id(inner.name), result) });
  };

  const text = t.stringLiteral(calledText(source));
  const iterable = lowerExpression(lowering, source);
  lowering.assign(inner.name, run(isAsynchronous ? "delegateAsync" : "delegate", iterable, text));
  step("first", t.numericLiteral(0), undefinedValue());
  const head = lowering.block("yield*");
  const go = lowering.block("yield* goes on");
  const after = lowering.block("after yield*");
  lowering.jump(head);
  lowering.begin(head);
  lowering.end({ kind: "branch", test: field("done"), then: after, otherwise: go });
  lowering.begin(go);
  const handed: Operation = isAsynchronous
    ? { kind: "yield", operand: field("value"), origin: node }
    : { kind: "delegate", operand: field("result"), origin: node };
  suspend(lowering, site, handed, null, "delegation");
  step("step", id(how), id(value));
  lowering.jump(head);
  lowering.begin(after);
  branch(lowering, field("returned"), () => leave(lowering, { kind: "return" }, field("value"), node), null);
  return field("value");
}
