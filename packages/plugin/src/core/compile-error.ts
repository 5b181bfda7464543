import { formatDiagnostic, type Diagnostic } from "@perdure/compiler";

/** A file whose durable code cannot be compiled. The message holds every error with its code frame. */
export class CompileError extends Error {
  override readonly name = "CompileError";
  /** The code of the first error, for example "PD1004". */
  readonly code: string;
  /** At least one, all of severity "error". */
  declare readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly [Diagnostic, ...Diagnostic[]]) {
    super(diagnostics.map(formatDiagnostic).join("\n\n"));
    this.code = diagnostics[0].code;
    // Not enumerable: printed, they would repeat the message.
    Object.defineProperty(this, "diagnostics", { value: diagnostics });
    // The compiler's own stack says nothing about the user's file.
    this.stack = `${this.name}: ${this.message}`;
  }
}
