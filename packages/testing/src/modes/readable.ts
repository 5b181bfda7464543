import type { OperationRecord } from "perdure/engine";
import { canonical } from "./canonical.js";

/** A value as JSON: plain data as it is, anything else in the snapshot's readable form. */
export function readableValue(value: unknown): unknown {
  return simplify(JSON.parse(canonical(value)));
}

/** `{ name, message, code }`, as far as they are there. */
export function readableError(error: unknown): unknown {
  if (!(error instanceof Error))
    return { name: typeof error, message: String(error), value: readableValue(error) };
  const { name, message, code } = error as Error & { readonly code?: unknown };
  return { name, message: message.split("\n")[0], ...(code !== undefined && { code }) };
}

export const readableOutcome = (outcome: OperationRecord["outcome"]): Record<string, unknown> =>
  "error" in outcome ? { error: readableError(outcome.error) } : { result: readableValue(outcome.value) };

export function readableOperation({
  n,
  kind,
  label,
  args,
  outcome,
}: OperationRecord): Record<string, unknown> {
  const settled =
    "error" in outcome ? { error: readableError(outcome.error) } : { value: readableValue(outcome.value) };
  return { n, kind, label, args: args.map(readableValue), outcome: settled };
}

/** What JSON shows in its own way is shown so: undefined is left out, a Date is its text, an instance its fields. */
function simplify(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(simplify);
  const { $: kind, value: content } = value as { readonly $?: unknown; readonly value?: unknown };
  if (kind === "undefined") return undefined;
  if (kind === "Date") return content;
  if (kind === "tag") return simplify((JSON.parse(String(content)) as { readonly fields: unknown }).fields);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, simplify(entry)]));
}
