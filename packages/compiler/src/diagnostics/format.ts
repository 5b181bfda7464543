import type { Diagnostic } from "./diagnostic.js";

/** A diagnostic for people: code, place, message, code frame, why, what to do, and the page that says more. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { code, severity, message, why, action, file, line, column, frame } = diagnostic;
  return [
    `${file}:${line}:${column} ${severity} ${code}: ${message}`,
    frame,
    why,
    `What to do: ${action}`,
    `More: node_modules/perdure/docs/errors/${code}.md`,
  ].join("\n");
}
