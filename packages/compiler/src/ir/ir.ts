import type * as t from "@babel/types";
import type { Site } from "../analyse/analysis.js";

export type BlockId = number;
/** 0: no try around. */
export type RegionId = number;

/** One function as basic blocks. Expressions inside are JavaScript without `await` and without closures. */
export interface MachineIr {
  readonly entry: BlockId;
  readonly blocks: Map<BlockId, Block>;
  readonly regions: Map<RegionId, Region>;
  /** Variables of the machine, the compiler's own included. */
  readonly locals: Set<string>;
  /** Compiler's variables that only carry what an await gave. */
  readonly results: Set<string>;
}

/** A straight run of instructions, entered at its start, left at its end or by an exception. */
export interface Block {
  readonly id: BlockId;
  /** What it is for, for people. */
  readonly hint: string;
  region: RegionId;
  readonly instructions: Instruction[];
  terminator: Terminator;
}

/** The protected part of a try: where an exception in it goes. */
export interface Region {
  readonly id: RegionId;
  readonly parent: RegionId;
  readonly handler: BlockId;
  readonly catches: CatchRegion | FinallyRegion;
}

export interface CatchRegion {
  readonly kind: "catch";
  /** The variable that takes the error. */
  readonly error: string | null;
}

/** A finally remembers how it was reached: `exit` is "", "throw", "return", "break outer", "continue 1". */
export interface FinallyRegion {
  readonly kind: "finally";
  readonly exit: string;
  readonly value: string;
}

/** The author's statement that begins here. */
interface Start {
  start?: t.Statement;
}

export type Instruction = Start & InstructionKind;
type InstructionKind =
  | { readonly kind: "assign"; readonly target: string; readonly value: t.Expression }
  | { readonly kind: "evaluate"; readonly value: t.Expression }
  /** A statement that never suspends; its jumps to other blocks set the state themselves. */
  | { readonly kind: "native"; readonly statement: t.Statement; readonly exits: readonly NativeExit[] }
  /**
   * First in the block after a suspension: takes the value, or throws the error. After a `yield` a generator may
   * also be told to return; a delegation hands on whatever it is told.
   */
  | {
      readonly kind: "resume";
      readonly site: Site;
      readonly after: "await" | "yield" | "delegation";
      target: string | null;
    };

export interface NativeExit {
  to: BlockId;
  /** Variables that the jump assigns on its way. */
  readonly assigns: readonly string[];
  /** Where the emitter writes the target's state number. */
  readonly state: t.NumericLiteral;
}

export type Terminator = Start & TerminatorKind;
type TerminatorKind =
  | { readonly kind: "jump"; to: BlockId }
  | {
      readonly kind: "branch";
      readonly test: t.Expression;
      then: BlockId;
      otherwise: BlockId;
    }
  | { readonly kind: "suspend"; readonly site: Site; readonly operation: Operation; readonly resume: BlockId }
  | { readonly kind: "return"; readonly value: t.Expression | null; readonly origin: t.Node | null }
  | { readonly kind: "throw"; readonly value: t.Expression; readonly origin: t.Node | null }
  /** Code after it cannot be reached. */
  | { readonly kind: "unreachable" };

export type Argument = t.Expression | t.SpreadElement;

export type Operation =
  /**
   * `delegate`: the result object of an inner iterator is handed on as it is. `signal`: the operand fills the frame
   * with what to wait for and gives the signal.
   */
  | {
      readonly kind: "await" | "yield" | "delegate" | "signal";
      readonly operand: t.Expression;
      readonly origin: t.Node;
    }
  | {
      readonly kind: "call";
      readonly callee: Callee;
      readonly args: readonly Argument[];
      readonly origin: t.Node;
    };

/**
 * What a call calls: a function, a method read from its receiver now, or one that was read before. `text` is how the
 * language names it where it turns out to be no function; absent for what surely is one.
 */
export type Callee =
  | { readonly kind: "function"; readonly value: t.Expression; readonly text: string | undefined }
  | { readonly kind: "method"; readonly member: t.MemberExpression; readonly text: string }
  | {
      readonly kind: "read";
      readonly value: t.Expression;
      readonly receiver: t.Expression;
      readonly text: string;
    };

const NOWHERE: readonly BlockId[] = [];

/** Where control may go at a block's end, exceptions apart. */
export function successors(terminator: Terminator): readonly BlockId[] {
  switch (terminator.kind) {
    case "jump":
      return [terminator.to];
    case "branch":
      return [terminator.then, terminator.otherwise];
    case "suspend":
      return [terminator.resume];
    case "return":
    case "throw":
    case "unreachable":
      return NOWHERE;
  }
}

/** The targets of jumps out of native statements. */
export function nativeTargets({ instructions }: Block): readonly BlockId[] {
  let targets: BlockId[] | null = null;
  for (const instruction of instructions) {
    if (instruction.kind === "native") for (const { to } of instruction.exits) (targets ??= []).push(to);
  }
  return targets ?? NOWHERE;
}

/** The handlers that an exception in a region may run, which is the innermost one only. */
export const handlerOf = (ir: MachineIr, region: RegionId): BlockId | null =>
  ir.regions.get(region)?.handler ?? null;
