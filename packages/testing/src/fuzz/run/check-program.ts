import { setImmediate as macrotask } from "node:timers/promises";
import { ParkedError } from "perdure";
import { firstDifference } from "../../modes/compare.js";
import { loadProgram, type Program } from "../../modes/load-program.js";
import type { ModeResult } from "../../modes/mode.js";
import { runMode } from "../../modes/run-mode.js";
import type { Request, Verdict } from "./protocol.js";

/**
 * Runs a program in the given modes, the plain one first, up to the first that differs from it. `takeEscaped` gives
 * a rejection that nobody has handled since it was asked last.
 */
export async function checkProgram({ file, modes }: Request, takeEscaped: () => unknown): Promise<Verdict> {
  let plain: ModeResult | undefined;
  let compiled: Program | undefined;
  let restores = 0;
  for (const mode of modes) {
    let result: ModeResult;
    try {
      const program =
        mode === "plain"
          ? await loadProgram(file, "plain")
          : (compiled ??= await loadProgram(file, "compiled"));
      const whole = await runMode(mode, program.fn, program.args);
      if ("error" in whole.outcome && isParked(whole.outcome.error)) throw whole.outcome.error;
      result = comparable(whole);
    } catch (error) {
      return { kind: `${mode}: ${nameOf(error)}`, mode, explanation: describe(error) };
    }
    await macrotask();
    const escaped = takeEscaped();
    if (escaped !== undefined)
      return { kind: `${mode}: unhandled rejection`, mode, explanation: describe(escaped) };
    plain ??= result;
    if (mode === "freezeDried") restores = result.trace.length;
    if (!firstDifference(plain, result)) continue;
    const kind = [mode, "differs", ...refusals(result, plain)].join(" ");
    return { kind, mode, explanation: sideBySide(plain, result) };
  }
  const trace = linesOf(plain!);
  const threw = trace.length === 0 || trace.some((line) => line.startsWith("threw "));
  const durableAwaits = plain!.trace.length;
  return { kind: "equal", statistics: { durableAwaits, restores, traceLength: trace.length, threw } };
}

/**
 * Of operations only what is fixed when they start: the program goes on to change the objects that it gave and
 * got. It logs what it sees of them. Messages are compared only of errors that it threw itself.
 */
function comparable({ mode, outcome, trace }: ModeResult): ModeResult {
  const operations = trace.map(({ n, kind, label }) => ({
    n,
    kind,
    // Plain mode does not know the name of a child that has none of its own.
    label: kind === "child" ? "" : label,
    args: [],
    place: "",
    outcome: { value: undefined },
  }));
  if (!("error" in outcome) || !(outcome.error instanceof Error)) return { mode, outcome, trace: operations };
  const { name, message } = outcome.error;
  const error = Object.assign(new Error(message.startsWith("t:") ? message : ""), { name });
  return { mode, outcome: { error }, trace: operations };
}

/** Why it stopped says more than that it differs. */
const isParked = (error: unknown): boolean => error instanceof ParkedError;

const linesOf = ({ outcome }: ModeResult): readonly string[] =>
  "value" in outcome && Array.isArray(outcome.value) ? (outcome.value as string[]) : [];

/** Operations and trace of both modes, with the first lines that differ marked. */
function sideBySide(plain: ModeResult, other: ModeResult): string {
  const lines = [plain, other].map((result) => [
    ...result.trace.map(({ n, kind, label }) => `operation ${n} ${kind} ${label}`),
    ...linesOf(result),
    ...("error" in result.outcome ? [describe(result.outcome.error)] : []),
  ]) as [string[], string[]];
  const marked = (own: string[], others: string[]) => {
    const first = own.findIndex((line, index) => line !== others[index]);
    return own.map((line, index) => `${index === first ? ">" : " "} ${line}`).join("\n");
  };
  const [left, right] = lines;
  return `${plain.mode}:\n${marked(left, right)}\n${other.mode}:\n${marked(right, left)}`;
}

/** Codes of the runtime's errors that the plain run has not seen. */
function refusals(result: ModeResult, plain: ModeResult): string[] {
  const codes = (one: ModeResult): string[] =>
    linesOf(one)
      .join("\n")
      .match(/PD\d{4}/g) ?? [];
  return [...new Set(codes(result))].filter((code) => !codes(plain).includes(code)).slice(0, 1);
}

/** A diagnostic's message without its place and names, else the error's class. */
function nameOf(error: unknown): string {
  const { code, message, name } = (error ?? {}) as {
    readonly [key in "code" | "message" | "name"]?: unknown;
  };
  const diagnostic = /PD1\d{3}: (.*)/.exec(String(message));
  return diagnostic ? diagnostic[0].replace(/"[^"]*"/g, '"..."') : String(code ?? name ?? typeof error);
}

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
