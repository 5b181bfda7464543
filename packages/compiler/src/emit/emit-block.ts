import * as t from "@babel/types";
import {
  array,
  assign,
  at,
  binary,
  blockOf,
  call,
  code,
  choice,
  id,
  member,
  not,
  number,
  returned,
  sequence,
  statement,
  text,
  thrown,
  undefinedValue,
} from "../ast/build.js";
import type { Site } from "../analyse/analysis.js";
import type { Block, BlockId, Callee, Instruction, Operation, Terminator } from "../ir/ir.js";
import { emittedText } from "../lower/called-text.js";
import { frameField, goTo, signal, type Emission } from "./emission.js";

/** One block as statements. `next` is the block written after it. */
export function emitBlock(emission: Emission, block: Block, next: BlockId | undefined): t.Statement[] {
  const statements = enter(emission, block);
  for (const instruction of block.instructions) statements.push(...emitInstruction(emission, instruction));
  statements.push(...emitTerminator(emission, block, next));
  return statements;
}

/** `$l.a = a, $l.b = b;` */
const together = (assignments: t.Expression[]): t.Statement =>
  statement(assignments.length === 1 ? assignments[0]! : sequence(assignments));

/** Where the machine is entered: its region, then what the segment needs. */
function enter(emission: Emission, block: Block): t.Statement[] {
  const { schedule, symbols, liveness } = emission;
  const statements: t.Statement[] = [];
  if (schedule.entersRegion.has(block.id)) {
    statements.push(statement(assign(symbols.region, number(block.region))));
  }
  const loads = liveness.loads.get(block.id);
  if (loads?.length) statements.push(together(loads.map(emission.load)));
  return statements;
}

function emitInstruction({ schedule, symbols }: Emission, instruction: Instruction): t.Statement[] {
  const { start } = instruction;
  switch (instruction.kind) {
    case "assign":
      return [at(statement(assign(instruction.target, instruction.value)), start ?? instruction.value)];
    case "evaluate":
      return [at(at(statement(instruction.value), start), instruction.value)];
    case "native":
      for (const { to, state } of instruction.exits) state.value = schedule.states.get(to)!;
      return [instruction.statement];
    case "resume": {
      if (instruction.after === "delegation") return [];
      // After a `yield` a generator may be told to return as well, which is 2.
      const how = id(symbols.how);
      const told = instruction.after === "yield" ? binary("===", how, number(1)) : how;
      const failed = choice(told, at(thrown(id(symbols.value)), placeOf(instruction.site)));
      const given =
        instruction.target === null ? [] : [statement(assign(instruction.target, id(symbols.value)))];
      return [failed, ...given];
    }
  }
}

/** Where an await stands, as a node has it. */
function placeOf({ line, column }: Site): Pick<t.Node, "loc"> {
  const place = { line, column: column - 1 };
  return { loc: { start: place, end: place } as t.SourceLocation };
}

function emitTerminator(emission: Emission, block: Block, next: BlockId | undefined): t.Statement[] {
  const { terminator } = block;
  switch (terminator.kind) {
    case "jump": {
      if (terminator.to === next) return [];
      const [state, ...jump] = goTo(emission, terminator.to);
      return [at(state!, terminator.start), ...jump];
    }
    case "branch":
      return emitBranch(emission, terminator, block, next);
    case "suspend":
      return emitSuspension(emission, terminator.operation, block.id, terminator.resume, terminator.start);
    case "return":
      return [
        at(
          statement(assign(frameField(emission, "out"), terminator.value ?? undefinedValue())),
          terminator.origin,
        ),
        signal(emission, "DONE"),
      ];
    case "throw":
      return [at(thrown(terminator.value), terminator.origin)];
    case "unreachable":
      throw new Error("A block without an end reached the emitter.");
  }
}

/** Short ways stand inside the `if`; the others are reached by the state, or simply follow. */
function emitBranch(
  emission: Emission,
  { test, then, otherwise, start }: Terminator & { kind: "branch" },
  block: Block,
  next: BlockId | undefined,
): t.Statement[] {
  const plan = emission.schedule.plans.get(block.id)!;
  const inside = (way: Block): t.Statement => blockOf(emitBlock(emission, way, plan.next ?? undefined));
  const choose = (on: t.Expression, yes: t.Statement, no?: t.Statement): t.Statement =>
    at(choice(on, yes, no), start ?? test);
  if (plan.then || plan.otherwise) {
    const after = plan.next === null || plan.next === next ? [] : goTo(emission, plan.next);
    if (!plan.then) return [choose(negate(test), inside(plan.otherwise!)), ...after];
    return [choose(test, inside(plan.then), plan.otherwise ? inside(plan.otherwise) : undefined), ...after];
  }
  if (then === next) return [choose(negate(test), blockOf(goTo(emission, otherwise)))];
  const jump = choose(test, blockOf(goTo(emission, then)));
  return otherwise === next ? [jump] : [jump, ...goTo(emission, otherwise)];
}

const negate = (test: t.Expression): t.Expression =>
  t.isUnaryExpression(test, { operator: "!" }) ? test.argument : not(test);

const SIGNALS = { await: "AWAIT", call: "CALL", yield: "YIELD", delegate: "DELEGATE" } as const;

/** Operand, then what must be stored, then the number of the checkpoint, then the signal. */
function emitSuspension(
  emission: Emission,
  operation: Operation,
  self: BlockId,
  resume: BlockId,
  start: t.Node | undefined,
): t.Statement[] {
  const { liveness, schedule, symbols } = emission;
  const stores = liveness.stores.get(self);
  const isSignal = operation.kind === "signal";
  const [first, ...others] = isSignal ? [] : emitOperation(emission, operation);
  return [
    ...(first ? [at(first, start), ...others] : []),
    ...(stores?.length ? [together(stores.map(emission.store))] : []),
    statement(code(`${symbols.frame}.pc = ${schedule.states.get(resume)!}`)),
    isSignal
      ? at(returned(operation.operand), start ?? operation.origin)
      : signal(emission, SIGNALS[operation.kind]),
  ];
}

function emitOperation(emission: Emission, operation: Operation): t.Statement[] {
  const { origin } = operation;
  const set = (name: string, value: t.Expression): t.Statement =>
    at(statement(at(assign(frameField(emission, name), value), origin)), origin);
  if (operation.kind !== "call") return [set("out", operation.operand)];
  const { callee, args } = operation;
  const [fn, receiver] = calleeParts(emission, callee);
  const list = array([...args]);
  return [set("receiver", receiver), set("out", fn), set("args", list), ...checkCallable(emission, callee)];
}

function calleeParts(emission: Emission, callee: Callee): [fn: t.Expression, receiver: t.Expression] {
  switch (callee.kind) {
    case "function":
      return [callee.value, undefinedValue()];
    case "read":
      return [callee.value, callee.receiver];
    case "method": {
      const { object: receiver, property: key, computed } = callee.member;
      if (t.isIdentifier(receiver) || t.isThisExpression(receiver))
        return [callee.member, t.cloneNode(receiver)];
      return [
        at(t.memberExpression(frameField(emission, "receiver"), key, computed), callee.member),
        receiver,
      ];
    }
  }
}

/** What is no function fails here, with the message that the language gives. */
function checkCallable(emission: Emission, callee: Callee): t.Statement[] {
  const failure = failureOf(emission, callee);
  if (!failure) return [];
  const isNone = binary("!==", t.unaryExpression("typeof", frameField(emission, "out")), text("function"));
  return [choice(isNone, statement(failure))];
}

function failureOf({ symbols }: Emission, callee: Callee): t.Expression | null {
  if (callee.text === undefined) return null;
  if (callee.kind !== "read") {
    const target = callee.kind === "function" ? callee.value : callee.member;
    // The same call says the same, unless a variable of ours stands in it.
    if (emittedText(target) === callee.text) return at(call(t.cloneNode(target)), target);
  }
  const invoke = member(id(symbols.runtime), "invoke");
  return call(invoke, undefinedValue(), undefinedValue(), array([]), text(callee.text));
}
