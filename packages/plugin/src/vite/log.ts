import type { Diagnostic } from "@perdure/compiler";

/** A diagnostic as Rollup, Rolldown and Vite show it. */
export const toLog = ({ code, message, why, action, file, line, column, frame }: Diagnostic) => ({
  pluginCode: code,
  message: `${file}:${line}:${column} ${code}: ${message}\n${why}\nWhat to do: ${action}`,
  id: file,
  /** Rollup counts columns from 0. */
  loc: { file, line, column: column - 1 },
  frame,
});
