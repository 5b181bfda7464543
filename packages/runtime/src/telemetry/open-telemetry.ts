/** What is used of `@opentelemetry/api`, by its shape: the module itself is given by who uses it, never imported. */

/** Opaque to us. */
export type Context = object;

export type Attributes = Record<string, string | number | boolean>;

export interface SpanContext {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
  readonly isRemote?: boolean;
}

export interface Span {
  spanContext(): SpanContext;
  setAttributes(attributes: Attributes): unknown;
  setStatus(status: { code: number; message?: string }): unknown;
  recordException(exception: Error | string): void;
  end(): void;
}

export interface Tracer {
  startSpan(name: string, options: { kind?: number; attributes?: Attributes }, context?: Context): Span;
}

export interface Instrument {
  add(value: number, attributes?: Attributes): void;
}

export interface Histogram {
  record(value: number, attributes?: Attributes): void;
}

export interface Meter {
  createCounter(name: string, options: { description: string; unit: string }): Instrument;
  createUpDownCounter(name: string, options: { description: string; unit: string }): Instrument;
  createHistogram(
    name: string,
    options: {
      description: string;
      unit: string;
      advice: { explicitBucketBoundaries: number[] };
    },
  ): Histogram;
}

/** `import * as api from "@opentelemetry/api"`. */
export interface OpenTelemetryApi {
  readonly ROOT_CONTEXT: Context;
  readonly context: {
    active(): Context;
    with<R>(context: Context, body: () => R): R;
  };
  readonly trace: {
    getTracer(name: string): Tracer;
    getSpan(context: Context): Span | undefined;
    setSpan(context: Context, span: Span): Context;
    setSpanContext(context: Context, spanContext: SpanContext): Context;
  };
  readonly metrics: { getMeter(name: string): Meter };
  readonly propagation: {
    inject(context: Context, carrier: Record<string, string>): void;
    extract(context: Context, carrier: Record<string, string>): Context;
  };
}

/** Of `SpanKind`. */
export const INTERNAL = 0;
export const CLIENT = 2;
export const PRODUCER = 3;
export const CONSUMER = 4;

/** Of `SpanStatusCode`. */
export const FAILED = 2;
