import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asyncProperty, check } from "fast-check";
import { MODES } from "../modes/mode.js";
import { ProgramArbitrary } from "./arbitrary.js";
import type { Feature } from "./features.js";
import { moduleText } from "./program.js";
import { isFailure, type Failure } from "./run/protocol.js";
import { Runner } from "./run/runner.js";
import type { Statistics } from "./statistics.js";
import type { Node } from "./tree/node.js";
import { featuresOf } from "./tree/print.js";

export interface FuzzOptions {
  /** Programs follow from it; each round of them has a seed of its own, counted on from here. */
  readonly seed: number;
  /** Of fast-check: goes straight to one program of the first round. */
  readonly path?: string | undefined;
  readonly untilMs: number;
  readonly features: ReadonlySet<Feature>;
  /** A program that has not ended after this is a failure. */
  readonly timeoutMs: number;
  /** The programs lie here while they run. */
  readonly folder: string;
  readonly statistics: Statistics;
  readonly onFirstFailure?: (failure: Failure, source: string) => void;
}

/** A failure with the smallest program that shows it. */
export interface Found {
  readonly failure: Failure;
  readonly source: string;
  readonly seed: number;
  readonly path: string;
}

const PROGRAMS_PER_ROUND = 50;
/** Shrinking ends after this, however large the program still is. */
const MOST_SHRINKING_MS = 90_000;

/** Checks generated programs until the time is over, or to the first failure, which comes back shrunk. */
export async function fuzz(options: FuzzOptions): Promise<Found | undefined> {
  const runner = new Runner(options.timeoutMs);
  mkdirSync(options.folder, { recursive: true });
  try {
    for (let round = 0; Date.now() < options.untilMs; round++) {
      const found = await oneRound(runner, options, round);
      if (found) return found;
    }
    return undefined;
  } finally {
    runner.stop();
  }
}

async function oneRound(runner: Runner, options: FuzzOptions, round: number): Promise<Found | undefined> {
  const seed = options.seed + round;
  let first: { readonly failure: Failure; readonly endsAtMs: number } | undefined;
  let smallest: { readonly failure: Failure; readonly source: string } | undefined;
  let files = 0;

  const property = asyncProperty(new ProgramArbitrary(options.features), async (program) => {
    const isOver = Date.now() > (first ? first.endsAtMs : options.untilMs);
    if (isOver) return;
    const source = moduleText(program);
    const modes = first ? [...new Set([MODES[0]!, first.failure.mode])] : MODES;
    const file = join(options.folder, `program-${round}-${files++}.ts`);
    writeFileSync(file, source);
    const verdict = await runner.run(file, modes);
    rmSync(file);
    if (!isFailure(verdict)) {
      if (!first) count(options.statistics, verdict.statistics, program, source);
      return;
    }
    if (first && verdict.kind !== first.failure.kind) return;
    if (!first) options.onFirstFailure?.(verdict, source);
    first ??= { failure: verdict, endsAtMs: Date.now() + MOST_SHRINKING_MS };
    smallest = { failure: verdict, source };
    throw new Error(verdict.kind);
  });

  const path = round === 0 && options.path ? { path: options.path } : {};
  const details = await check(property, { seed, numRuns: PROGRAMS_PER_ROUND, ...path });
  if (!details.failed) return undefined;
  if (!smallest) throw details.errorInstance;
  return { ...smallest, seed, path: details.counterexamplePath ?? "" };
}

const count = (
  statistics: Statistics,
  run: Parameters<Statistics["add"]>[0],
  program: Node,
  source: string,
) => statistics.add(run, featuresOf(program), source.length);
