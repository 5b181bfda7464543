import { describe, expect, it } from "vitest";
import { crossByValue } from "../engine/cross-by-value.js";
import { serviceUnreachable } from "../generated/messages.js";
import { encode, UnstorableError } from "../snapshot/index.js";
import { CancelledError } from "./cancelled-error.js";
import { DeadlockError } from "./deadlock-error.js";
import { EngineBusyError } from "./engine-busy-error.js";
import { errorClasses } from "./error-classes.js";
import { ForeignWaitError } from "./foreign-wait-error.js";
import { InterruptedError } from "./interrupted-error.js";
import { InvalidInputError } from "./invalid-input-error.js";
import { InvalidOutputError } from "./invalid-output-error.js";
import { NonRetryableError } from "./non-retryable-error.js";
import { ObjectMissingError } from "./object-missing-error.js";
import { ParkedError } from "./parked-error.js";
import { PerdureError } from "./perdure-error.js";
import { RetryIfError } from "./retry-if-error.js";
import { ServiceError } from "./service-error.js";
import { SnapshotTooLargeError } from "./snapshot-too-large-error.js";
import { StaleClosureError } from "./stale-closure-error.js";
import { TimeoutError } from "./timeout-error.js";
import { UnhandledTaskError } from "./unhandled-task-error.js";
import { UnstorableResultError } from "./unstorable-result-error.js";

const unreachable = serviceUnreachable({ service: "shop", method: "buy", reason: "refused" });
const details = { service: "shop", method: "buy", status: 503, body: { a: 1 }, retryable: true };
const issues = [{ path: "items[0]", message: "expected a number" }];

const samples: [error: Error & { readonly code: string }, code: string, text: RegExp][] = [
  [new CancelledError("The execution", "closed by Ann"), "PD2131", /^The execution was cancelled: closed by/],
  [new DeadlockError("B/1", ["A/1", "B/1", "A/1"]), "PD2220", /A\/1 waits for B\/1 waits for A\/1/],
  [new EngineBusyError("1000 executions run"), "PD2136", /no further execution now: 1000 executions run/],
  [new ForeignWaitError('ctx.call("pay", "charge")'), "PD2051", /waits for ctx\.call\("pay"[^]*ctx\.spawn/],
  [new InterruptedError("src/flow.ts:14"), "PD2132", /src\/flow\.ts:14[^]*Wrap it in ctx\.run/],
  [new InvalidInputError("shop#checkout", issues), "PD2123", /items\[0\]: expected a number/],
  [new InvalidOutputError("shop#checkout", issues), "PD2124", /items\[0\]: expected a number/],
  [new NonRetryableError("no such card", { cause: { card: 7 } }), "PD2134", /^no such card$/],
  [new ObjectMissingError("Order", "o-1"), "PD2221", /no Order with the id "o-1"/],
  [new ParkedError("run-1", "needs_code", "missing"), "PD2071", /needs_code\. missing/],
  [new PerdureError(unreachable), "PD2058", /could not be reached: refused/],
  [new RetryIfError("it gave a promise", new RangeError("far")), "PD2137", /promise[^]*RangeError: far/],
  [new ServiceError(unreachable, { ...details, retryAfterMs: 2000 }), "PD2058", /refused/],
  [
    new SnapshotTooLargeError("src/a.ts:9", { size: 20, limit: 10 }, "list"),
    "PD2117",
    /20 bytes; the limit is 10/,
  ],
  [new StaleClosureError("onMessage"), "PD2133", /"onMessage"/],
  [new TimeoutError('ctx.run("fetch")', 300), "PD2130", /ctx\.run\("fetch"\) did not end within 300 ms/],
  [new UnhandledTaskError(new RangeError("far"), "src/flow.ts:9"), "PD2006", /RangeError: far/],
  [new UnstorableResultError("ctx.run", { size: 20, limit: 10 }), "PD2135", /20 bytes; the limit is 10/],
];

describe("errors that users catch", () => {
  it("has a sample of every class", () => {
    expect(samples.map(([error]) => error.constructor.name)).toEqual(Object.keys(errorClasses));
  });

  it.each(samples)("%s: name, code and text", (error, code, text) => {
    expect(error).toMatchObject({ name: error.constructor.name, code });
    expect(error.message).toMatch(text);
  });

  it("an unhandled failure of an operation tells its first line, and keeps the rest as the cause", () => {
    const cause = new TimeoutError('ctx.run("fetch")', 300);
    const { message, cause: kept } = new UnhandledTaskError(cause, "src/flow.ts:9");
    expect(message.split("\n")[0]).toBe(
      'What was started without `await` has failed, and nothing has handled it (seen at src/flow.ts:9): TimeoutError: ctx.run("fetch") did not end within 300 ms.',
    );
    expect(kept).toBe(cause);
  });

  it.each(samples)("%s keeps its class, message, cause and own properties across a snapshot", (error) => {
    const { outcome } = crossByValue({ error }, "ctx.run");
    const copy = (outcome as { error: Error }).error;
    expect(copy).not.toBe(error);
    expect(copy).toBeInstanceOf(error.constructor);
    expect(copy.message).toBe(error.message);
    expect(copy.cause).toEqual(error.cause);
    expect({ ...copy }).toEqual({ ...error });
    expect("retryable" in copy && copy.retryable).toBe("retryable" in error && error.retryable);
  });
});

describe("UnstorableResultError", () => {
  it("names the path to what cannot be stored", () => {
    let cause: unknown;
    try {
      encode({ items: [{ socket: new WeakMap() }] });
    } catch (error) {
      cause = error;
    }
    expect(cause).toBeInstanceOf(UnstorableError);
    const error = new UnstorableResultError('ctx.run("open")', cause as UnstorableError);
    expect(error).toMatchObject({ code: "PD2059", path: "items[0].socket", cause, retryable: false });
    expect("size" in error).toBe(false);
  });
});

describe("CancelledError", () => {
  it("says nothing of a reason where there is none", () => {
    const error = new CancelledError("The execution");
    expect(error.message).toMatch(/^The execution was cancelled\.\n/);
    expect("reason" in error).toBe(false);
  });
});
