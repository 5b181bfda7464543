import { formatDiagnostic } from "@perdure/compiler";
import type { Plugin } from "vite";
import { CompileError } from "../core/compile-error.js";
import { compileFile } from "../core/compile-file.js";
import { isScript } from "../core/script.js";
import { toLog } from "./log.js";
import { sourceFile } from "./source-file.js";

const SCRIPT_ID = /\.(?:[cm]?ts|tsx|[cm]?js|jsx)(?:[?#]|$)/;
const INSTALLED_ID = /[\\/]node_modules[\\/]/;

/** The compiler in Vite, Vitest and Rollup: `plugins: [perdure()]`. It runs before types are stripped. */
export function perdure(): Plugin {
  return {
    name: "perdure",
    enforce: "pre",
    transform: {
      filter: { id: { include: SCRIPT_ID, exclude: INSTALLED_ID } },
      handler(source, id) {
        const file = sourceFile(id);
        if (file === undefined || !isScript(file)) return null; // a host without filters
        try {
          const compiled = compileFile(source, file, {
            report: (diagnostics) => diagnostics.forEach((diagnostic) => this.warn(toLog(diagnostic))),
          });
          // Its registrations count, also where package.json says "sideEffects": false.
          return compiled ? { code: compiled.code, map: compiled.map, moduleSideEffects: true } : null;
        } catch (error) {
          if (error instanceof CompileError) return this.error(toRefusal(error));
          throw error;
        }
      },
    },
  };
}

/** The first error with its place, the others as text. */
function toRefusal({ diagnostics }: CompileError) {
  const first = toLog(diagnostics[0]!);
  const rest = diagnostics.slice(1).map(formatDiagnostic);
  return { ...first, message: [first.message, ...rest].join("\n\n") };
}
