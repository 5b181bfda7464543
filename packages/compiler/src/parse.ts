import { parse as babelParse, type ParserOptions } from "@babel/parser";
import type * as t from "@babel/types";
import type { Reporter } from "./diagnostics/diagnostic.js";
import { syntaxError } from "./generated/messages.js";

/** Source text to AST. A syntax error is reported, and null returned. */
export function parse(source: string, filename: string, reporter: Reporter): t.File | null {
  let problem: unknown;
  for (const decorators of ["decorators", "decorators-legacy"] as const) {
    try {
      return babelParse(source, options(filename, decorators));
    } catch (error) {
      problem ??= error;
    }
  }
  const { message, loc } = problem as Error & { loc?: { line: number; column: number } };
  const text = message.replace(/\s*\(\d+:\d+\)$/, "");
  reporter.report(syntaxError({ problem: text }), { loc: loc && { start: loc, end: loc } });
  return null;
}

function options(filename: string, decorators: "decorators" | "decorators-legacy"): ParserOptions {
  const typescript = /\.[cm]?tsx?$/.test(filename);
  const jsx = /\.([cm]?js|jsx|tsx)$/.test(filename);
  return {
    sourceType: "unambiguous",
    sourceFilename: filename,
    allowReturnOutsideFunction: true,
    attachComment: false,
    plugins: [
      decorators,
      "explicitResourceManagement",
      "decoratorAutoAccessors",
      ...(typescript ? (["typescript"] as const) : []),
      ...(jsx ? (["jsx"] as const) : []),
    ],
  };
}
