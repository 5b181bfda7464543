import { durable, NonRetryableError } from "perdure";

// A circuit breaker for all executions: its state is an object of its own. After five failures calls are refused at
// once; five minutes later one probe is let through, whose end closes the circuit or opens it again.

const FAILURES = 5;
const COOL_DOWN_MS = 5 * 60_000;

/** The circuit of a service is open: nothing was called. */
export class CircuitOpenError extends NonRetryableError {
  readonly service: string;
  /** Milliseconds until the next probe. */
  readonly retryInMs: number;

  constructor(service: string, retryInMs: number) {
    super(`the circuit of ${service} is open`);
    this.name = "CircuitOpenError";
    this.service = service;
    this.retryInMs = retryInMs;
  }
}

interface Circuit {
  failures: number;
  openedAtMs: number;
  /** When the probe was let through that has not ended. */
  probeAtMs: number;
}

/** One for each service, by its name. The clock comes along with each call. */
export const breaker = durable.entity({
  name: "CircuitBreaker",
  state: (): Circuit => ({ failures: 0, openedAtMs: 0, probeAtMs: 0 }),
  handlers: {
    /** 0 where a call may be made; else how long it has to wait. */
    enter(circuit, nowMs: number): number {
      if (circuit.failures < FAILURES) return 0;
      const waitMs = Math.max(circuit.openedAtMs, circuit.probeAtMs) + COOL_DOWN_MS - nowMs;
      if (waitMs <= 0) circuit.probeAtMs = nowMs;
      return Math.max(waitMs, 0);
    },
    succeeded(circuit) {
      Object.assign(circuit, { failures: 0, openedAtMs: 0, probeAtMs: 0 });
    },
    failed(circuit, nowMs: number) {
      circuit.failures += 1;
      circuit.openedAtMs = nowMs;
      circuit.probeAtMs = 0;
    },
  },
  shared: {
    state: ({ failures, probeAtMs }) => (failures < FAILURES ? "closed" : probeAtMs ? "half-open" : "open"),
  },
});

/** A call of a service through its circuit breaker. */
export const guardedCall = durable.function(
  { name: "guarded call" },
  async (ctx, service: string, method: string, payload: unknown) => {
    const circuit = ctx.getObject(breaker, service);
    const waitMs = await circuit.enter(ctx.now());
    if (waitMs > 0) throw new CircuitOpenError(service, waitMs);
    try {
      const result = await ctx.call(service, method, payload);
      await circuit.succeeded();
      return result;
    } catch (error) {
      await circuit.failed(ctx.now());
      throw error;
    }
  },
);

/** A slow service, which is down until `down` of its calls have been made. */
const forecast = durable.function(
  { name: "forecast" },
  async (ctx, { call, down }: { call: number; down: number }) => {
    await ctx.sleep("10s");
    if (call < down) throw new Error("no answer");
    return `sunny at call ${call}`;
  },
);
durable.service("weather").addFunction(forecast);

export default durable.workflow({ name: "calls through a breaker" }, async (ctx) => {
  const log: string[] = [];
  const circuit = ctx.getObject(breaker, "weather");
  const ask = async (call: number): Promise<void> => {
    try {
      log.push(String(await guardedCall("weather", "forecast", { call, down: 7 })));
    } catch (error) {
      const isOpen = error instanceof CircuitOpenError;
      log.push(isOpen ? `refused for ${error.retryInMs / 1000} s` : (error as Error).message);
    }
  };
  for (let call = 1; call <= 6; call++) await ask(call); // five fail, the sixth is refused
  log.push(await circuit.state());
  await ctx.sleep("1 minute");
  await ask(6);
  await ctx.sleep("4 minutes");
  await ask(6); // the probe fails
  await ctx.sleep("5 minutes");
  const probe = ask(7);
  await ctx.sleep("1s");
  log.push(await circuit.state());
  await ask(7); // one probe at a time
  await probe;
  log.push(await circuit.state());
  await ask(8);
  return log;
});
