export { compile, type CompileOptions, type CompileResult } from "./compile.js";
export type { Diagnostic } from "./diagnostics/diagnostic.js";
export { applyFix, type Fix, type FixEdit } from "./diagnostics/fix.js";
export { formatDiagnostic } from "./diagnostics/format.js";
export type { CheckpointEntry, ClosureEntry, MachineEntry, Manifest } from "./manifest.js";
export { mayBeDurable } from "./may-be-durable.js";
export { holdsAccessor, replaceAccessors } from "./desugar/replace-accessors.js";
export { holdsUsing, replaceUsing } from "./desugar/replace-using.js";
