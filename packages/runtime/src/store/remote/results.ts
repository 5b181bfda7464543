import type { CommitResult } from "../store.js";
import { readFailure, writtenFailure, type WrittenFailure } from "./failure.js";

/** A commit's result as JSON has it. */
export type WrittenResult =
  Exclude<CommitResult, { readonly error: unknown }> | { readonly error: WrittenFailure };

export const writtenResults = (results: readonly CommitResult[]): readonly WrittenResult[] =>
  results.map((result) => ("error" in result ? { error: writtenFailure(result.error) } : result));

export const readResults = (results: readonly unknown[]): readonly CommitResult[] =>
  (results as readonly WrittenResult[]).map((result) =>
    "error" in result ? { error: readFailure(result.error) } : result,
  );
