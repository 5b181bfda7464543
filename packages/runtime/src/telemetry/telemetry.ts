import type { Observer } from "../engine/observer.js";
import { metricsOf } from "./metrics.js";
import type { Meter, OpenTelemetryApi, Tracer } from "./open-telemetry.js";
import { Spans } from "./spans.js";

export interface TelemetryOptions {
  /** The module: `import * as api from "@opentelemetry/api"`. */
  readonly api: OpenTelemetryApi;
  /** Default: the API's global tracer "perdure". */
  readonly tracer?: Tracer;
  /** Default: the API's global meter "perdure". */
  readonly meter?: Meter;
}

/**
 * Spans and metrics by OpenTelemetry: `createEngine({ observer: telemetry({ api }) })`. The spans of an execution, of
 * its children and of what it does after restarts belong to one trace: that of whoever started it.
 */
export function telemetry({ api, tracer, meter }: TelemetryOptions): Observer {
  const spans = new Spans(api, tracer ?? api.trace.getTracer("perdure"));
  const metrics = metricsOf(meter ?? api.metrics.getMeter("perdure"));
  return {
    starting: (execution) => spans.starting(execution),
    started(execution, trace) {
      spans.started(execution, trace);
      metrics.started(execution);
    },
    left(execution) {
      spans.left(execution);
      metrics.left(execution);
    },
    run: (execution, operation, body) => spans.run(execution, operation, body),
    stepStarted(execution, operation, attempt) {
      spans.stepStarted(execution, operation, attempt);
      metrics.stepStarted(operation);
    },
    stepEnded(execution, operation, { outcome }) {
      spans.stepEnded(operation, outcome);
      metrics.stepEnded(execution, operation, outcome);
    },
    committed(execution, commit) {
      spans.committed(execution, commit);
      metrics.committed(execution, commit);
    },
    parked: (execution, reason) => metrics.parked(execution, reason),
    groupCommitted: (results, durationMs) => metrics.groupCommitted(results, durationMs),
    woken: (_, lateMs) => metrics.woken(lateMs),
  };
}
