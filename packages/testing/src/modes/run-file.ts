import { comparable, firstDifference, formatDifference } from "./compare.js";
import { loadProgram } from "./load-program.js";
import { MODES, type Mode, type ModeResult } from "./mode.js";
import { readableError, readableOperation, readableOutcome } from "./readable.js";
import { runMode, type ModeOptions } from "./run-mode.js";

/** What became of a file: 0 all modes equal, 1 they differ or one could not run, 2 the compiler refused it. */
export type Verdict = 0 | 1 | 2;

export interface Output {
  /** One JSON line for each mode. */
  line(text: string): void;
  /** For people. */
  explain(text: string): void;
}

/** Runs a file in the four modes and reports each. */
export async function runFile(
  file: string,
  timeoutMs: number,
  output: Output,
  instruments: ModeOptions["instruments"] = {},
): Promise<Verdict> {
  const runs: (ModeResult | { readonly mode: Mode; readonly failure: unknown })[] = [];
  let verdict: Verdict = 0;
  let explained = "";
  for (const mode of MODES) {
    try {
      runs.push(await runInMode(file, mode, timeoutMs, instruments));
    } catch (failure) {
      runs.push({ mode, failure });
      const explanation = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
      if (explanation !== explained) output.explain(`${file} (${mode}): ${explanation}`);
      explained = explanation;
      verdict = isRefusal(failure) ? 2 : verdict || 1;
    }
  }
  const results = runs.filter((run) => "trace" in run);
  for (const run of runs) output.line(JSON.stringify({ file, mode: run.mode, ...shown(run, results) }));
  const plain = results.find(({ mode }) => mode === "plain");
  for (const result of plain ? results : []) {
    const difference = firstDifference(plain!, result);
    if (!difference) continue;
    output.explain(`${file}: ${formatDifference(plain!, result, difference)}`);
    verdict ||= 1;
  }
  return verdict;
}

function shown(run: ModeResult | { readonly failure: unknown }, results: readonly ModeResult[]): object {
  if ("failure" in run) return { error: readableError(run.failure), trace: [] };
  const others = results.filter((result) => result !== run);
  const { outcome, trace } = run.mode === "plain" ? comparable(run, others) : run;
  return { ...withResult(readableOutcome(outcome)), trace: trace.map(readableOperation) };
}

/** JSON has no undefined. */
const withResult = (outcome: Record<string, unknown>) =>
  "result" in outcome && outcome.result === undefined ? { result: null } : outcome;

async function runInMode(
  file: string,
  mode: Mode,
  timeoutMs: number,
  instruments: NonNullable<ModeOptions["instruments"]>,
): Promise<ModeResult> {
  const { fn, args } = await loadProgram(file, mode === "plain" ? "plain" : "compiled");
  const late = new AbortController();
  const timeout = new Error(`It has not ended after ${timeoutMs} ms.`);
  let timer: NodeJS.Timeout | undefined;
  const givenUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      late.abort(timeout);
      reject(timeout);
    }, timeoutMs);
  });
  try {
    return await Promise.race([runMode(mode, fn, args, { signal: late.signal, instruments }), givenUp]);
  } finally {
    clearTimeout(timer);
  }
}

/** Compiler diagnostics have codes from PD1000 on. */
const isRefusal = (error: unknown): boolean =>
  /^PD1\d{3}$/.test(String((error as { readonly code?: unknown } | null)?.code));
