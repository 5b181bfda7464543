import { compileWith } from "../../packages/compiler/dist/compile.js";
import { checkInvariants } from "../../packages/compiler/dist/ir/invariants.js";
import { checkOutput } from "./check-output.mjs";
import { findFunctions, mark } from "./mark.mjs";

const DEFECT = "PD1009";

/**
 * What became of one file. `marked` functions were durable, `refused` ones stayed out; `time` is in milliseconds.
 *
 * @returns {{
 *   marked: number; refused: number; machines: number; checkpoints: number; closures: number; time: number;
 *   diagnostics: import("../../packages/compiler/dist/index.js").Diagnostic[];
 *   failures: { problem: string; code: string; output?: string }[];
 * }}
 */
const nothing = () => ({
  marked: 0,
  refused: 0,
  machines: 0,
  checkpoints: 0,
  closures: 0,
  time: 0,
  diagnostics: [],
  failures: [],
});

/**
 * Compiles one file with its functions marked. What is refused beside others gets rounds of its own, so that one
 * refusal hides nothing else. Failures are the compiler's: an exception, a defect, or output that is not valid.
 */
export function compileFile(source, filename, all) {
  const result = nothing();
  const found = findFunctions(source, filename, all);
  if (!found) return result;
  let waiting = found.functions;
  result.marked = waiting.length;
  while (waiting.length > 0) {
    const { refused, errors } = compileRound(source, filename, found.file, waiting, result);
    if (refused.length === waiting.length) {
      result.refused = refused.length;
      result.diagnostics.push(...errors);
      break;
    }
    waiting = refused;
  }
  return result;
}

/** Compiles these functions, then without those that hold errors, until no error is left. */
function compileRound(source, filename, file, functions, result) {
  const refused = [];
  const errors = [];
  let left = functions;
  while (left.length > 0) {
    const marked = mark(source, file, left);
    const compiled = compileTimed(marked.code, filename, result);
    if (!compiled) return { refused: functions, errors };
    const found = compiled.diagnostics.filter(({ severity }) => severity === "error");
    if (found.length === 0) {
      result.diagnostics.push(...compiled.diagnostics);
      count(compiled.manifest, result);
      const problem = checkOutput(marked.code, filename, compiled);
      if (problem) result.failures.push({ problem, code: marked.code, output: compiled.code });
      return { refused, errors };
    }
    errors.push(...found);
    for (const { code, line, message } of found)
      if (code === DEFECT) result.failures.push({ problem: `line ${line}: ${message}`, code: marked.code });
    const offsets = found.map((error) => offsetOf(marked.code, error));
    const isRefused = (node) => {
      const [start, end] = marked.rangeOf(node);
      return offsets.some((offset) => offset >= start && offset < end);
    };
    if (!left.some(isRefused)) return { refused: functions, errors };
    refused.push(...left.filter(isRefused));
    left = left.filter((node) => !isRefused(node));
  }
  return { refused, errors };
}

function compileTimed(code, filename, result) {
  const start = performance.now();
  try {
    return compileWith(
      code,
      { filename, packageName: "code-base", packagePath: filename },
      (pass, _text, value) => {
        if (/^(lower|liveness) /.test(pass)) checkInvariants(value);
      },
    );
  } catch (error) {
    result.failures.push({ problem: String(error?.stack ?? error), code });
    return null;
  } finally {
    result.time += performance.now() - start;
  }
}

function count({ machines, closures }, result) {
  result.machines += machines.length;
  result.checkpoints += machines.reduce((sum, { checkpoints }) => sum + checkpoints.length, 0);
  result.closures += closures.length;
}

function offsetOf(code, { line, column }) {
  let start = 0;
  for (let at = 1; at < line; at++) start = code.indexOf("\n", start) + 1;
  return start + column - 1;
}
