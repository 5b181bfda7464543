import { codeFrameColumns } from "@babel/code-frame";
import type { Message } from "../generated/messages.js";
import type { Fix } from "./fix.js";

/** One finding about the source. Lines and columns are 1-based; `endColumn` is the one after the last. */
export interface Diagnostic extends Message {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The source lines around it, with a mark. */
  readonly frame: string;
  /** Ways to mend it, where it is obvious how. */
  readonly fixes?: readonly Fix[];
}

/** A place as Babel gives it: columns count from 0. */
export interface Place {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/** Collects the findings of one compilation. */
export interface Reporter {
  /** In the order of the source. */
  readonly diagnostics: readonly Diagnostic[];
  report(message: Message, node: { loc?: Place | null | undefined }, fixes?: readonly Fix[]): void;
  hasErrors(): boolean;
}

export function createReporter(file: string, source: string): Reporter {
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  return {
    get diagnostics() {
      return [...diagnostics].sort((a, b) => a.line - b.line || a.column - b.column);
    },
    report(message, { loc }, fixes = []) {
      const start = { line: loc?.start.line ?? 1, column: (loc?.start.column ?? 0) + 1 };
      const end = { line: loc?.end.line ?? start.line, column: (loc?.end.column ?? start.column) + 1 };
      const key = `${message.code} ${start.line}:${start.column} ${message.message}`;
      if (seen.has(key)) return;
      seen.add(key);
      const frame = codeFrameColumns(source, { start, end });
      const position = { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
      diagnostics.push({ ...message, file, ...position, frame, ...(fixes.length > 0 && { fixes }) });
    },
    hasErrors: () => diagnostics.some((diagnostic) => diagnostic.severity === "error"),
  };
}
