import { writeSync } from "node:fs";
import { formatDiagnostic, type Diagnostic } from "@perdure/compiler";

const STDERR = 2;
const reported = new Set<string>();

/** Prints warnings and notes to stderr, each text once in a process. */
export function reportOnce(diagnostics: readonly Diagnostic[]): void {
  for (const text of diagnostics.map(formatDiagnostic)) {
    if (reported.has(text)) continue;
    reported.add(text);
    print(text);
  }
}

/** Writes to stderr at once: a loader thread's `console` may be cut off when the program ends. */
export function print(text: string): void {
  try {
    writeSync(STDERR, `${text}\n`);
  } catch {
    process.stderr.write(`${text}\n`); // a full pipe refuses synchronous writes
  }
}
