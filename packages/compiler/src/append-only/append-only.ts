import * as t from "@babel/types";
import type { Block, MachineIr } from "../ir/ir.js";
import type { Liveness } from "../liveness/liveness.js";
import type { Converted } from "../scopes/conversion.js";
import { FreshValues } from "./fresh-values.js";
import { mentionsOf, type Mention } from "./mentions.js";
import { primitiveNames } from "./primitive-values.js";
import { isLength, pushedBy, pushedLater, pushKeptBy } from "./pushes.js";
import { leadsTo, reaches } from "./ways-on.js";

/**
 * The variables that hold, at every checkpoint at which they are live, one and the same array, which only grows and
 * whose elements nobody else holds: what is in it never changes. Made once; pushed to, asked for its length, and
 * given away only where no checkpoint that stores it can follow.
 */
export function appendOnlyArrays(
  ir: MachineIr,
  machine: Converted,
  { live }: Liveness,
  runtime: string,
): string[] {
  const stored = new Set([...live.values()].flatMap((names) => [...names]));
  const outside = filledOutside(ir, machine);
  const candidates = [...arraysMadeIn(ir, machine)].filter((name) => stored.has(name) && !outside.has(name));
  if (candidates.length === 0) return [];
  const mentions = mentionsOf(
    ir,
    [...ir.locals].filter((name) => !outside.has(name)),
  );
  const primitives = primitiveNames(mentions);
  const fresh = new FreshValues(ir, machine, mentions, primitives);
  return candidates.filter((name) => {
    const all = mentions.get(name)!;
    const [made, again] = all.filter(({ node }) => node === null);
    if (!made || again || reaches(ir, made.block, ({ id }) => id === made.block.id)) return false;
    const storedAfter = ({ terminator }: Block): boolean =>
      terminator.kind === "suspend" && live.get(terminator.resume)!.has(name);
    return all.every((mention) => {
      if (mention.node === null) return fresh.has(codeOfArray(mention), mention);
      if (isLength(mention)) return true;
      const pushed = pushedBy(mention) ?? pushedLater(mention, runtime)?.value;
      if (pushed && fresh.has(pushed, mention) && isOwnMethod(mention, mentions, runtime)) return true;
      if (isOwnMethod(mention, mentions, runtime) && pushKeptBy(mention) !== null) return true;
      return !leadsTo(ir, mention, storedAfter);
    });
  });
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

/** The elements with which the array is made, as a literal. */
function codeOfArray({ block, at }: Mention): t.Expression | null {
  const instruction = block.instructions[at]!;
  if (instruction.kind !== "assign") return null;
  return t.isNewExpression(instruction.value) ? t.arrayExpression([]) : instruction.value;
}

/** Variables that get a value other than by the machine's own code: arguments, scopes, what was thrown. */
function filledOutside(ir: MachineIr, { entry }: Converted): Set<string> {
  const names = new Set(entry.map(([name]) => name));
  for (const { catches } of ir.regions.values()) {
    if (catches.kind === "finally") names.add(catches.exit).add(catches.value);
    else if (catches.error !== null) names.add(catches.error);
  }
  return names;
}

/** Whether the variable that keeps `out.push` over an await, if there is one, serves this array only. */
function isOwnMethod(
  mention: Mention,
  mentions: ReadonlyMap<string, readonly Mention[]>,
  runtime: string,
): boolean {
  const method = pushedLater(mention, runtime)?.method.name ?? pushKeptBy(mention);
  if (method === null || method === undefined) return true;
  const ofArray = mentions.get(mention.name)!;
  return (mentions.get(method) ?? []).every((use) =>
    use.node === null
      ? ofArray.some(
          (other) => other.block === use.block && other.at === use.at && pushKeptBy(other) === method,
        )
      : ofArray.some((other) => pushedLater(other, runtime)?.method === use.node),
  );
}
