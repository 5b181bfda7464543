import type { Carrier } from "../engine/carriers.js";
import type { OpenTelemetryApi } from "./open-telemetry.js";

/**
 * A carrier for what the API's global propagator takes along (trace context, baggage):
 * `durable.carrier("opentelemetry", openTelemetryContext(api))`. With `telemetry` its spans are the nearer ones, and
 * the baggage comes from here.
 */
export const openTelemetryContext = ({
  ROOT_CONTEXT,
  context,
  propagation,
}: Pick<OpenTelemetryApi, "ROOT_CONTEXT" | "context" | "propagation">): Carrier<Record<string, string>> => ({
  capture() {
    const carried: Record<string, string> = {};
    propagation.inject(context.active(), carried);
    return Object.keys(carried).length === 0 ? undefined : carried;
  },
  run: (carried, body) =>
    context.with(carried ? propagation.extract(ROOT_CONTEXT, carried) : ROOT_CONTEXT, body),
});
