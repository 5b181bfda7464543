/** What every host shares. */
export { CompileError } from "./compile-error.js";
export { compileFile, type CompiledFile, type CompileFileOptions } from "./compile-file.js";
export { compileSource } from "./compile-source.js";
export { packageScope, type PackageScope } from "./package-scope.js";
export { reportOnce } from "./report.js";
export { isScript } from "./script.js";
