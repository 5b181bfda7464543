import { describe, expect, it } from "vitest";
import { decode, encode } from "../../snapshot/index.js";
import { references } from "../reference.js";
import { iterateAsync, type AsyncIteration } from "./async-iteration.js";

/** What compiled code does with a `for await` loop; `restore` stands for a restart before each body. */
async function loop(
  start: AsyncIteration,
  body: (value: unknown) => unknown,
  restore: (iteration: AsyncIteration) => AsyncIteration = (iteration) => iteration,
): Promise<void> {
  let iteration = start;
  const call = async (method: unknown) => Reflect.apply(method as () => unknown, iteration.receiver, []);
  const close = async (failed: boolean) => {
    if (!iteration.closes(failed)) return;
    try {
      iteration.closed(await call(iteration.closing()));
    } catch (error) {
      if (!failed) throw error;
    }
  };
  try {
    while (iteration.take(await call(iteration.step()))) {
      const { value } = iteration;
      iteration = restore(iteration);
      if ((await body(value)) === "break") return await close(false);
    }
  } catch (error) {
    await close(true);
    throw error;
  }
}

/** The same by the language itself. */
async function native(iterable: unknown, body: (value: unknown) => unknown): Promise<void> {
  for await (const value of iterable as AsyncIterable<unknown>) if ((await body(value)) === "break") return;
}

type Log = unknown[];
type Parts = { steps: (() => unknown)[]; closing?: unknown };
const fail = (message: string) => () => {
  throw new Error(message);
};

/** A rejection that nobody needs to hear of: the language drops it where a step must not be a promise. */
const rejection = (message: string) => () => {
  const promise = Promise.reject(new Error(message));
  promise.catch(() => {});
  return promise;
};

function logged(log: Log, name: symbol, { steps, closing }: Parts): object {
  const rest = steps.values();
  const iterator = {
    next() {
      log.push("next");
      const step = rest.next().value;
      return step ? step() : { done: true };
    },
    ...(closing === undefined
      ? {}
      : {
          return:
            typeof closing === "function"
              ? () => {
                  log.push("return");
                  return (closing as () => unknown)();
                }
              : closing,
        }),
  };
  return { [name]: () => iterator };
}

const one = () => ({ value: 1 });
const stop = () => "break";
const cases: Record<string, [symbol, Parts, (value: unknown) => unknown]> = {};
for (const name of [Symbol.asyncIterator, Symbol.iterator]) {
  const kind = name === Symbol.iterator ? "synchronous" : "asynchronous";
  const add = (what: string, parts: Parts, body: (value: unknown) => unknown = () => {}) =>
    (cases[`${kind}, ${what}`] = [name, parts, body]);
  add("to its end", { steps: [one, one], closing: () => ({}) });
  add("promises as values", { steps: [() => ({ value: Promise.resolve(2) })], closing: () => ({}) });
  add("a value that rejects", {
    steps: [() => ({ value: rejection("value")() })],
    closing: () => ({}),
  });
  add("a last value that rejects", {
    steps: [() => ({ value: rejection("last")(), done: true })],
    closing: () => ({}),
  });
  add("a step that fails", { steps: [one, fail("next")], closing: () => ({}) });
  add("a step that rejects", { steps: [rejection("next")], closing: () => ({}) });
  const thrower = (field: string) => () => Object.defineProperty({}, field, { get: fail(field) });
  add("done that fails", { steps: [thrower("done")], closing: () => ({}) });
  add("a value that fails", { steps: [one, thrower("value")], closing: () => ({}) });
  add("a result that is no object", { steps: [() => 5], closing: () => ({}) });
  for (const [how, body] of [
    ["break", stop],
    ["error", fail("body")],
  ] as const) {
    add(`${how}, nothing to close`, { steps: [one] }, body);
    add(`${how}, closed`, { steps: [one], closing: () => ({ value: 5 }) }, body);
    add(`${how}, closing fails`, { steps: [one], closing: fail("return") }, body);
    add(`${how}, closing rejects`, { steps: [one], closing: rejection("return") }, body);
    add(`${how}, closing gives no object`, { steps: [one], closing: () => undefined }, body);
    add(
      `${how}, its value rejects`,
      {
        steps: [one],
        closing: () => ({ value: rejection("value of return")() }),
      },
      body,
    );
    add(`${how}, no function`, { steps: [one], closing: 5 }, body);
    add(`${how}, null`, { steps: [one], closing: null }, body);
  }
}

const outcome = async (run: Promise<void>): Promise<string> => run.then(() => "done", String);

describe("for await", () => {
  it.each(Object.entries(cases))("%s", async (_, [name, parts, body]) => {
    const logs: [Log, Log] = [[], []];
    const bodies = logs.map((log) => (value: unknown) => {
      log.push(value instanceof Promise ? "promise" : value);
      return body(value);
    });
    const expected = await outcome(native(logged(logs[0], name, parts), bodies[0]!));
    const actual = await outcome(loop(iterateAsync(logged(logs[1], name, parts)), bodies[1]!));
    expect(actual).toBe(expected);
    expect(logs[1]).toEqual(logs[0]);
  });

  it.each([undefined, null, 5, {}, { [Symbol.asyncIterator]: 5 }, { [Symbol.asyncIterator]: () => 5 }])(
    "fails as the language does: %o",
    async (x) => {
      const expected = await outcome(native(x, () => {}));
      const actual = await outcome((async () => loop(iterateAsync(x, "iterable"), () => {}))());
      expect(actual).toBe(expected);
    },
  );

  it("goes on after a restore, and still closes", async () => {
    const log: Log = [];
    class Source {
      at = 0;
      [Symbol.asyncIterator]() {
        return this;
      }
      async next() {
        return { value: ++this.at, done: this.at > 3 };
      }
      async return() {
        log.push("return", this.at);
        return {};
      }
    }
    references("shop/source.ts", { Source: () => Source });
    const restore = (iteration: AsyncIteration) => decode(encode(iteration)) as AsyncIteration;
    const note = (value: unknown) => void log.push(value);
    await loop(iterateAsync(new Source()), note, restore);
    await loop(iterateAsync(new Set(["a", "b"])), note, restore);
    await loop(iterateAsync(new Source()), (value) => (log.push(value), value === 2 ? "break" : 0), restore);
    expect(log).toEqual([1, 2, 3, "a", "b", 1, 2, "return", 2]);
  });
});
