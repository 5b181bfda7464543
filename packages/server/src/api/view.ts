import type { ExecutionInfo } from "perdure";
import { decode, executionInfo, type Execution } from "perdure/engine";

/** A text of the codec as JSON shows it; nothing where it needs classes that are elsewhere, or a key. */
export function plain(text: string): { readonly value?: unknown } {
  try {
    const value: unknown = decode(text);
    JSON.stringify(value);
    return { value };
  } catch {
    return {};
  }
}

/** What is known of an execution; JSON makes texts of its times. */
export function executionView(execution: Execution): Omit<ExecutionInfo, "holder"> {
  const { holder: _, ...view } = executionInfo(execution);
  return view;
}

/** How an execution stands, with its result or error as JSON shows it, and whole as `encoded`. */
export function outcomeView({ id, status, reason, detail, outcome }: Execution) {
  const head = { id, status, ...(reason !== null && { reason, detail }) };
  return outcome === null ? head : { ...head, ...answerView(outcome) };
}

/** The text of an outcome, and its result or error as JSON shows it. */
export function answerView(outcome: string) {
  const shown = plain(outcome).value as { value?: unknown; error?: unknown } | undefined;
  if (shown && "error" in shown) return { error: errorView(shown.error), encoded: outcome };
  return { ...(shown && { result: shown.value ?? null }), encoded: outcome };
}

function errorView(error: unknown) {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { name, message } = error;
  return "code" in error && typeof error.code === "string"
    ? { name, message, code: error.code }
    : { name, message };
}
