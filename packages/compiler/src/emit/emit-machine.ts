import * as t from "@babel/types";
import {
  array,
  blockOf,
  call,
  field,
  id,
  member,
  method,
  number,
  numbered,
  objectOf,
  property,
  returned,
  text,
  undefinedValue,
} from "../ast/build.js";
import type { MachineIr } from "../ir/ir.js";
import type { Liveness } from "../liveness/liveness.js";
import type { Symbols } from "../lower/lowering.js";
import type { CheckpointEntry } from "../manifest.js";
import type { AppendOnly } from "../append-only/append-only.js";
import type { Converted } from "../scopes/conversion.js";
import { emitStep } from "./emit-step.js";
import { inOrder, transfersOf, type Emission } from "./emission.js";
import { schedule } from "./schedule.js";

/** The machine's definition as the runtime takes it, and its checkpoints for the manifest. */
export interface EmittedMachine {
  readonly definition: t.ObjectExpression;
  readonly checkpoints: readonly CheckpointEntry[];
  /** The arrays that only grow. */
  readonly appendOnly: AppendOnly;
}

export function emitMachine(
  converted: Converted,
  ir: MachineIr,
  liveness: Liveness,
  appendOnly: AppendOnly,
  symbols: Symbols,
  file: string,
): EmittedMachine {
  const emission: Emission = {
    ir,
    liveness,
    schedule: schedule(ir),
    symbols,
    file,
    ...transfersOf(symbols.locals),
  };
  const { id: machineId, hash, name, info } = converted;
  const checkpoints = describeCheckpoints(emission);
  const definition = objectOf([
    field("abi", number(1)),
    field("id", text(machineId)),
    field("hash", text(hash)),
    field("name", text(name)),
    field("file", text(file)),
    field("kind", text(info.kind)),
    ...(info.usesThis && !isModuleArrow(converted) ? [field("usesThis", t.booleanLiteral(true))] : []),
    ...(info.node.extra?.["startsAtCall"] ? [field("startsAtCall", t.booleanLiteral(true))] : []),
    emitBind(converted, emission),
    emitStep(emission, namedAfter(converted, "step"), usedLocals(ir, liveness)),
    ...namesUnder("appendOnly", appendOnly.arrays),
    ...namesUnder("besideAppendOnly", appendOnly.beside),
    field("checkpoints", emitCheckpoints(checkpoints, symbols.runtime)),
  ]);
  return { definition, checkpoints, appendOnly };
}

const namesUnder = (key: string, names: readonly string[]): t.ObjectProperty[] =>
  names.length > 0 ? [field(key, array(names.map(text)))] : [];

/** `this` of an arrow at module level is undefined, and nothing to be stored. */
const isModuleArrow = ({ info, analysis }: Converted): boolean =>
  info === analysis.bindings.root && !analysis.fn.class && t.isArrowFunctionExpression(info.node);

/** Native parameters, so that defaults and patterns work as written; every stored variable gets its place at once. */
function emitBind(converted: Converted, emission: Emission): t.ObjectMethod {
  const { live, loads, stores } = emission.liveness;
  const stored = new Set<string>();
  for (const sets of [live, loads, stores])
    for (const names of sets.values()) for (const name of names) stored.add(name);
  const values = new Map(converted.entry);
  const entries = inOrder(emission, stored).map((name) =>
    property(name, values.get(name) ?? undefinedValue()),
  );
  const body = blockOf([returned(objectOf(entries))]);
  const params = [...converted.captured.map(id), ...converted.params] as t.ObjectMethod["params"];
  return method(namedAfter(converted, "bind"), params, body);
}

/** The key of a machine's part: it stands for the author's function, by whose name stack traces show it. */
function namedAfter({ info, name }: Converted, key: "bind" | "step"): t.Identifier {
  const { node } = info;
  const { loc } = ("id" in node && node.id) || ("key" in node && node.key) || node;
  return loc ? { ...id(key), loc: { ...loc, identifierName: name } } : id(key);
}

function usedLocals(ir: MachineIr, liveness: Liveness): string[] {
  const used = new Set(liveness.used);
  for (const { catches } of ir.regions.values()) {
    if (catches.kind === "finally") used.add(catches.exit).add(catches.value);
    else if (catches.error !== null) used.add(catches.error);
  }
  return [...ir.locals].filter((name) => used.has(name));
}

const KINDS = { await: "await", call: "call", yield: "yield", delegate: "yield", signal: "call" } as const;

function describeCheckpoints(emission: Emission): CheckpointEntry[] {
  const entries: CheckpointEntry[] = [];
  for (const { terminator } of emission.ir.blocks.values()) {
    if (terminator.kind !== "suspend") continue;
    const { key, line, column, source } = terminator.site;
    const { kind } = terminator.operation;
    entries.push({
      number: emission.schedule.states.get(terminator.resume)!,
      key,
      kind: KINDS[kind],
      line,
      column,
      source,
      live: emission.liveness.live.get(terminator.resume)!,
    });
  }
  return entries.sort((a, b) => a.number - b.number);
}

/** `$perdure.checkpoints({ 1: ["key", "await", 10, 3, "the source line", "live names"] })`: a line for each. */
function emitCheckpoints(checkpoints: readonly CheckpointEntry[], runtime: string): t.Expression {
  const entries = checkpoints.map(({ number: state, key, kind, line, column, source, live }) => {
    const entry = [text(key), text(kind), number(line), number(column), text(source), text(live.join(" "))];
    return numbered(state, array(entry));
  });
  return call(member(id(runtime), "checkpoints"), objectOf(entries));
}
