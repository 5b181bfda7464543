import * as t from "@babel/types";
import type { MachineIr } from "../ir/ir.js";
import type { Liveness } from "../liveness/liveness.js";
import type { Symbols } from "../lower/lowering.js";
import type { Converted } from "../scopes/conversion.js";
import type { Closures } from "./calls.js";
import { mentionsOf, type Mention } from "./mentions.js";
import { nativeNames } from "./native-names.js";
import { primitiveNames } from "./primitive-values.js";
import { PrivateValues } from "./private-values.js";
import { writeAt } from "./targets.js";
import { leadsTo, reaches, waysTo } from "./ways-on.js";

/** What the proof says of a machine's variables. */
export interface AppendOnly {
  /**
   * Those that hold, at every checkpoint at which they are live, one and the same array, which only grows and whose
   * elements nobody else holds: what is in it never changes, as long as the machine gets nothing but plain data.
   */
  readonly arrays: readonly string[];
  /** Others that live across checkpoints and may hold parts of the same objects. */
  readonly beside: readonly string[];
}

const NOTHING: AppendOnly = { arrays: [], beside: [] };

export function appendOnlyArrays(
  ir: MachineIr,
  machine: Converted,
  closures: Closures,
  { live }: Liveness,
  { runtime, frame }: Symbols,
): AppendOnly {
  const made = arraysMadeIn(ir, machine);
  if (made.size === 0) return NOTHING;
  const stored = new Set([...live.values()].flat());
  const outside = filledOutside(ir, machine);
  const candidates = [...made].filter((name) => stored.has(name) && !outside.has(name));
  if (candidates.length === 0) return NOTHING;
  const names = [...ir.locals].filter((name) => !outside.has(name));
  const mentions = mentionsOf(ir, [...names, ...nativeNames(ir, machine)]);
  const isMadeOnce = (name: string): boolean => {
    const isWrite = ({ node, path }: Mention): boolean => node === null || writeAt(node, path) !== null;
    const [made, again] = mentions.get(name)!.filter(isWrite);
    return made !== undefined && !again && !reaches(ir, made.block, ({ id }) => id === made.block.id);
  };
  const arrays = new Set(candidates.filter(isMadeOnce));
  if (arrays.size === 0) return NOTHING;
  const ways = waysTo(ir, ({ terminator }) => {
    if (terminator.kind !== "suspend") return false;
    const names = live.get(terminator.resume)!;
    return names.some((name) => arrays.has(name));
  });
  const primitives = primitiveNames(mentions);
  const held = new PrivateValues({
    ir,
    machine,
    closures,
    runtime,
    frame,
    mentions,
    primitives,
    arrays,
    isStoredAfter: (mention) => leadsTo(ir, mention, ways),
  });
  const proven = [...arrays].filter((name) => held.isArray(name));
  if (proven.length === 0) return NOTHING;
  held.guard();
  const iterates = ({ node, block, at }: Mention): boolean => {
    const instruction = node === null ? block.instructions[at]! : undefined;
    if (instruction?.kind !== "assign" || !t.isCallExpression(instruction.value)) return node !== null;
    const [list] = instruction.value.arguments;
    return held.calls.iterates(instruction.value) && t.isIdentifier(list) && proven.includes(list.name);
  };
  const isBeside = (name: string): boolean =>
    held.isRelated(name) &&
    stored.has(name) &&
    !proven.includes(name) &&
    !primitives.has(name) &&
    !mentions.get(name)!.every(iterates);
  return { arrays: proven, beside: names.filter(isBeside) };
}

/** Variables of the author's that are given a new array somewhere. */
function arraysMadeIn(ir: MachineIr, machine: Converted): Set<string> {
  const names = new Set<string>();
  for (const { instructions } of ir.blocks.values()) {
    for (const instruction of instructions) {
      if (instruction.kind !== "assign" || instruction.target.startsWith("$")) continue;
      if (isNewArray(instruction.value, machine)) names.add(instruction.target);
    }
  }
  return names;
}

/** `[...]` with elements, or `new Array()`. */
const isNewArray = (value: t.Expression, { analysis }: Converted): boolean =>
  t.isArrayExpression(value) ||
  (t.isNewExpression(value) &&
    value.arguments.length === 0 &&
    t.isIdentifier(value.callee, { name: "Array" }) &&
    !analysis.module.bindings.has("Array") &&
    analysis.bindings.references.get(value.callee)?.binding === null);

/** Variables that get a value other than by the machine's own code: arguments, scopes, what was thrown. */
function filledOutside(ir: MachineIr, { entry }: Converted): Set<string> {
  const names = new Set(entry.map(([name]) => name));
  for (const { catches } of ir.regions.values()) {
    if (catches.kind === "finally") names.add(catches.exit).add(catches.value);
    else if (catches.error !== null) names.add(catches.error);
  }
  return names;
}
