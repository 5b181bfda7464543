import { readOutcome } from "../engine/cross-by-value.js";
import type { StepOperation } from "../operations/operation.js";
import type { Outcome } from "../promises/outcome.js";
import type { Execution, NewExecution, TurnCommit } from "../store/store.js";
import {
  CLIENT,
  CONSUMER,
  FAILED,
  INTERNAL,
  PRODUCER,
  type Context,
  type OpenTelemetryApi,
  type Span,
  type Tracer,
} from "./open-telemetry.js";
import { parseTraceParent, traceParent } from "./trace-parent.js";

/**
 * A span for each start, for each time that an execution is in memory, and for each attempt of a step. The place of
 * the start's span is stored with the execution, and all others are under it.
 */
export class Spans {
  readonly #api: OpenTelemetryApi;
  readonly #tracer: Tracer;
  readonly #executions = new WeakMap<Execution, Span>();
  readonly #steps = new WeakMap<StepOperation, Span>();

  constructor(api: OpenTelemetryApi, tracer: Tracer) {
    this.#api = api;
    this.#tracer = tracer;
  }

  /** Gives what is stored; nothing where spans are not recorded. */
  starting({ id, functionId }: NewExecution): string | undefined {
    const attributes = { "perdure.execution.id": id, "perdure.function": functionId };
    const name = `perdure.start ${shortName(functionId)}`;
    const span = this.#tracer.startSpan(name, { kind: PRODUCER, attributes }, this.#api.context.active());
    span.end();
    return traceParent(span.spanContext());
  }

  started(execution: Execution, trace: string | undefined): void {
    const { id, functionId, attempt, snapshot } = execution;
    const attributes = {
      "perdure.execution.id": id,
      "perdure.function": functionId,
      "perdure.attempt": attempt,
      "perdure.resumed": snapshot !== null,
    };
    const name = `perdure.execution ${shortName(functionId)}`;
    const span = this.#tracer.startSpan(name, { kind: CONSUMER, attributes }, this.#under(trace));
    this.#executions.set(execution, span);
  }

  committed(execution: Execution, { status, outcome }: TurnCommit): void {
    const span = this.#executions.get(execution);
    span?.setAttributes({ "perdure.status": status });
    if (!span || outcome === null || status === "completed" || status === "completing") return;
    fail(span, readOutcome(outcome));
  }

  left(execution: Execution): void {
    this.#executions.get(execution)?.end();
    this.#executions.delete(execution);
  }

  stepStarted(execution: Execution, operation: StepOperation, attempt: number): void {
    const { n, kind, label } = operation;
    const attributes = {
      "perdure.execution.id": execution.id,
      "perdure.operation": n,
      "perdure.attempt": attempt,
    };
    const options = { kind: kind === "call" ? CLIENT : INTERNAL, attributes };
    const name = `${kind === "effect" ? "spawn" : kind}${label && ` ${label}`}`;
    this.#steps.set(
      operation,
      this.#tracer.startSpan(name, options, this.#inside(this.#executions.get(execution))),
    );
  }

  stepEnded(operation: StepOperation, outcome: Outcome): void {
    const span = this.#steps.get(operation);
    this.#steps.delete(operation);
    if (!span) return;
    fail(span, outcome);
    span.end();
  }

  /** So that spans which the code itself makes are under the step's, or the execution's. */
  run<R>(execution: Execution, operation: StepOperation | undefined, body: () => R): R {
    const span = operation ? this.#steps.get(operation) : this.#executions.get(execution);
    return span ? this.#api.context.with(this.#inside(span), body) : body();
  }

  #inside(span: Span | undefined): Context {
    const { context, trace } = this.#api;
    return span ? trace.setSpan(context.active(), span) : context.active();
  }

  /** Whoever happens to run when an execution comes into memory has nothing to do with it. */
  #under(stored: string | undefined): Context {
    const parent = stored === undefined ? undefined : parseTraceParent(stored);
    const { ROOT_CONTEXT, trace } = this.#api;
    return parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
  }
}

/** `shop/src/cart.ts#checkout` without the path. */
const shortName = (functionId: string): string => functionId.slice(functionId.lastIndexOf("#") + 1);

function fail(span: Span, outcome: Outcome): void {
  if (!("error" in outcome)) return;
  const { error } = outcome;
  const exception = error instanceof Error ? error : String(error);
  span.recordException(exception);
  span.setStatus({ code: FAILED, message: typeof exception === "string" ? exception : exception.message });
}
