import type { SpanContext } from "./open-telemetry.js";

const FORMAT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const NOBODY = "0".repeat(32);

/** A span's place as W3C's `traceparent` has it; undefined where the span is nowhere. */
export function traceParent({ traceId, spanId, traceFlags }: SpanContext): string | undefined {
  const text = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
  return parseTraceParent(text) && text;
}

export function parseTraceParent(text: string): SpanContext | undefined {
  const [, traceId, spanId, flags] = FORMAT.exec(text) ?? [];
  if (traceId === undefined || spanId === undefined || traceId === NOBODY) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags!, 16), isRemote: true };
}
