import { AsyncLocalStorage } from "node:async_hooks";
import type {
  Attributes,
  Context,
  Meter,
  OpenTelemetryApi,
  Span,
  SpanContext,
  Tracer,
} from "perdure/telemetry";

/** A span as it was recorded. */
export interface Recorded {
  readonly name: string;
  readonly kind: number;
  readonly attributes: Attributes;
  readonly traceId: string;
  readonly spanId: string;
  readonly parent: string | undefined;
  readonly errors: string[];
  failed: boolean;
  ends: number;
}

/** What the API's module is, with recorders behind it. */
export interface FakeApi extends OpenTelemetryApi {
  readonly spans: Recorded[];
  /** Sums of counters, and all values of histograms, by name and attributes. */
  readonly sums: Map<string, number>;
  readonly values: Map<string, number[]>;
  /** A span of the user's own, in whose context `body` runs. */
  within<R>(name: string, body: () => R): R;
}

const SPAN = Symbol("span");
const BAGGAGE = Symbol("baggage");

interface FakeContext {
  readonly [SPAN]?: Pick<Span, "spanContext">;
  readonly [BAGGAGE]?: string;
}

export function fakeOpenTelemetry(): FakeApi {
  const storage = new AsyncLocalStorage<FakeContext>();
  const ROOT_CONTEXT: FakeContext = {};
  const spans: Recorded[] = [];
  let last = 0;
  const newId = (length: number) => (++last).toString(16).padStart(length, "0");

  const tracer: Tracer = {
    startSpan(name, { kind = 0, attributes = {} }, given = {}) {
      const parent = (given as FakeContext)[SPAN]?.spanContext();
      const [traceId, spanId] = [parent?.traceId ?? newId(32), newId(16)];
      const recorded: Recorded = {
        name,
        kind,
        attributes: { ...attributes },
        traceId,
        spanId,
        parent: parent?.spanId,
        errors: [],
        failed: false,
        ends: 0,
      };
      spans.push(recorded);
      const spanContext: SpanContext = { traceId, spanId, traceFlags: 1 };
      return {
        spanContext: () => spanContext,
        setAttributes: (more) => Object.assign(recorded.attributes, more),
        setStatus: ({ code }) => (recorded.failed = code === 2),
        recordException: (error) =>
          void recorded.errors.push(typeof error === "string" ? error : error.message),
        end: () => void (recorded.ends += 1),
      };
    },
  };

  const sums = new Map<string, number>();
  const values = new Map<string, number[]>();
  const named = (name: string, { function: fn, ...attributes }: Attributes = {}) =>
    [name, fn === undefined ? undefined : String(fn).split("#").at(-1), ...Object.values(attributes)]
      .filter((part) => part !== undefined)
      .join(" ");
  const counter = (name: string) => ({
    add: (value: number, attributes?: Attributes) =>
      void sums.set(named(name, attributes), (sums.get(named(name, attributes)) ?? 0) + value),
  });
  const meter: Meter = {
    createCounter: counter,
    createUpDownCounter: counter,
    createHistogram: (name) => ({
      record(value, attributes) {
        const key = named(name, attributes);
        values.set(key, [...(values.get(key) ?? []), value]);
      },
    }),
  };

  const context = {
    active: (): Context => storage.getStore() ?? ROOT_CONTEXT,
    with: <R>(value: Context, body: () => R): R => storage.run(value as FakeContext, body),
  };
  const trace: OpenTelemetryApi["trace"] = {
    getTracer: () => tracer,
    getSpan: (from) => (from as FakeContext)[SPAN] as Span | undefined,
    setSpan: (into, span) => ({ ...into, [SPAN]: span }),
    setSpanContext: (into, spanContext) => ({ ...into, [SPAN]: { spanContext: () => spanContext } }),
  };
  return {
    ROOT_CONTEXT,
    context,
    trace,
    metrics: { getMeter: () => meter },
    propagation: {
      inject(from, carrier) {
        const baggage = (from as FakeContext)[BAGGAGE];
        if (baggage !== undefined) carrier["baggage"] = baggage;
      },
      extract: (into, { baggage }) => (baggage === undefined ? into : { ...into, [BAGGAGE]: baggage }),
    },
    spans,
    sums,
    values,
    within(name, body) {
      const span = tracer.startSpan(name, {}, context.active());
      const inside = { ...trace.setSpan(context.active(), span), [BAGGAGE]: `from ${name}` };
      return context.with(inside, body);
    },
  };
}

/** What a program sees of the baggage. */
export const baggageOf = (api: FakeApi): string | undefined => (api.context.active() as FakeContext)[BAGGAGE];
