import { compile, mayBeDurable, type CompileResult } from "@perdure/compiler";
import { decoratorOptions } from "./decorator-options.js";
import { packageScope } from "./package-scope.js";
import { print } from "./report.js";

/**
 * Compiles one file under the ids that its package gives it; undefined where it holds no durable code.
 * Never throws for the source's sake: errors are among the diagnostics. `PERDURE_PRINT=<pass>` in the
 * environment prints the intermediate form after that pass.
 */
export function compileSource(
  source: string,
  filename: string,
  olderDecorators = () => decoratorOptions(filename).experimentalDecorators,
): CompileResult | undefined {
  if (!mayBeDurable(source)) return undefined;
  const { realFile, packageName, packagePath } = packageScope(filename);
  const pass = process.env["PERDURE_PRINT"];
  return compile(source, {
    filename: realFile,
    packageName,
    packagePath,
    olderDecorators,
    ...(pass && {
      onPass: (name: string, text: string) =>
        name.split(" ")[0] === pass && print(`${packagePath} after ${name}:\n${text}`),
    }),
  });
}
