/** Traces and metrics by OpenTelemetry, whose API package the user gives. */
export { telemetry, type TelemetryOptions } from "./telemetry.js";
export { openTelemetryContext } from "./open-telemetry-context.js";
export type * from "./open-telemetry.js";
