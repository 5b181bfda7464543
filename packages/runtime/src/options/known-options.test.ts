import { describe, expect, it } from "vitest";
import { readOptions } from "./known-options.js";
import { OPTIONS, type OptionPlace } from "./option-table.js";

const schema = { "~standard": { version: 1, vendor: "test", validate: (value: unknown) => ({ value }) } };

const engine = { start: () => {}, get: () => {}, stop: () => {} };
const store = { register: () => {}, claim: () => {}, commit: () => {}, release: () => {} };

/** For each option: values that it takes, and values that it refuses. */
const VALUES: Record<string, { good: unknown[]; bad: unknown[] }> = {
  name: { good: ["pay"], bad: ["", 1, null, ["a"]] },
  formerly: { good: [[], ["a", "b"]], bad: ["a", [""], [1], { 0: "a" }] },
  maxRetries: { good: [0, 3, Infinity], bad: [-1, 1.5, NaN, "3", 2n, null, true] },
  retryDelay: { good: [0, 300, "2s", "1 day"], bad: [-1, NaN, Infinity, "", "soon", 9e15, null, {}] },
  backoff: {
    good: ["exponential", "linear", "constant", 1, 2.5],
    bad: [0, 0.5, -2, NaN, Infinity, "fast", null, "2"],
  },
  maxDelay: { good: [0, "1h"], bad: ["1 lightyear", -5] },
  jitter: { good: [true, false, 0, 0.2, 1], bad: [-0.1, 1.1, NaN, "full", null] },
  retryIf: { good: [() => true], bad: [true, "always", null, {}] },
  timeout: { good: [300, "5m"], bad: [0, "0s", -1, "", null, new Date()] },
  attemptTimeout: { good: [1, "30s"], bad: [0, "x"] },
  cleanupTimeout: { good: ["1m"], bad: [0, false] },
  key: { good: ["order-7"], bad: ["", 7, Symbol("k")] },
  record: { good: ["lazy", "eager"], bad: ["", "now", true] },
  deterministic: { good: [true, false], bad: ["true", 1, null] },
  checkpointInterval: { good: [1, 10], bad: [0, -1, 1.5, Infinity, "2"] },
  maxConcurrentSteps: { good: [1, 500], bad: [0, 2.5, "5", Infinity] },
  durability: { good: ["full", "normal"], bad: ["none", true] },
  history: { good: ["bounded", "off", 0, 50], bad: ["full", -1, 1.5, Infinity, true] },
  retention: { good: ["forever", "30 days", 0], bad: ["never", -1, null] },
  version: { good: [1, 7], bad: [0, 1.5, "2"] },
  upgrade: { good: [() => ({})], bad: [{}, "upgrade"] },
  shared: { good: [["total"], [], true, false], bad: ["total", [1], null] },
  methods: { good: [{}, { add: {} }], bad: [null, "add"] },
  state: { good: [() => ({})], bad: [null, {}, 0] },
  handlers: { good: [{}, { add: () => 1 }], bad: [null, [], { add: 1 }, () => 1] },
  reentrant: { good: [true], bad: ["yes", 1] },
  onError: { good: ["keep", "rollback"], bad: ["undo", true] },
  callId: { good: ["call-1"], bad: ["", 1, null] },
  signal: { good: [AbortSignal.abort()], bad: [null, "signal", {}] },
  tags: { good: [["a"]], bad: ["a", [null], new Set(["a"])] },
  input: { good: [schema, [schema, schema], []], bad: [{}, null, [{}], { "~standard": {} }, () => true] },
  output: { good: [schema], bad: [[schema], "schema"] },
  concurrency: { good: [1, 8], bad: [0, -1, "8"] },
  settle: { good: [true], bad: ["yes", 0] },
  to: { good: ["run-1"], bad: ["", 1] },
  broadcast: { good: [false], bad: ["all"] },
  id: { good: ["order-7", "é".repeat(500)], bad: ["", 7, null, "a\0b", "\ud800", "x".repeat(501)] },
  at: { good: [new Date(0)], bad: [new Date(NaN), 0, "2030-01-01", null] },
  engine: { good: [engine], bad: [{}, null, Promise.resolve(engine), "default"] },
  status: { good: ["parked", ["failed", "cancelled"], []], bad: ["parkt", ["parkt"], null, ""] },
  reason: { good: ["poisoned", ["needs_code"]], bad: ["poison", [1]] },
  functionId: { good: [["a#b"]], bad: ["a#b", [""]] },
  parent: { good: ["run-1"], bad: ["", 1, null] },
  createdFrom: { good: [new Date()], bad: [new Date("never"), Date.now()] },
  createdBefore: { good: [new Date()], bad: [{}, "now"] },
  after: { good: ["12"], bad: [12, "", "abc", "-1", "1.5", "1e3", "9".repeat(16)] },
  expired: { good: [true], bad: [1, "yes"] },
  limit: { good: [0, 100], bad: [-1, 1.5, NaN, Infinity, "10"] },
  drainMs: { good: [0, 20_000], bad: [-1, NaN, Infinity, "5s", null] },
  store: { good: ["a.db", store], bad: ["", {}, { file: "a.db" }, Promise.resolve(store), null] },
  services: { good: [[], [{ handle: () => {} }]], bad: [{}, ["shop"], [null]] },
  functions: { good: [{}], bad: [null, [], "full"] },
  operations: { good: [{}], bad: [null, 3] },
  maxConcurrentEffects: { good: [1], bad: [0, -1, "5"] },
  maxValueBytes: { good: [1024], bad: [0, "16MiB"] },
  maxSnapshotBytes: { good: [1024], bad: [0, 1.5, "64MiB"] },
  codec: { good: [{ encode: String, decode: String }], bad: [null, {}, "aes", { encode: String }] },
  maxRunning: { good: [1], bad: [0, 1.5, NaN] },
  whenFull: { good: ["wait", "refuse"], bad: ["throw", true] },
  logger: { good: [console], bad: [{}, { warn: () => {} }, "console", null] },
  hooks: { good: [{}], bad: [null, () => {}] },
  onFailed: { good: [() => {}], bad: ["log", null] },
  onParked: { good: [() => {}], bad: [{}] },
  observer: { good: [{}], bad: [null, () => {}] },
  redact: { good: [["password"]], bad: ["password", [1]] },
  pollMs: { good: [0, 40], bad: [-1, NaN, Infinity, "40ms"] },
  clock: { good: [{ now: () => 0, setTimer: () => () => {} }], bad: [Date, {}, { now: () => 0 }] },
  random: { good: [Math.random], bad: [0.5] },
  newId: { good: [() => "x"], bad: ["x"] },
  instruments: { good: [{}], bad: [null, []] },
  file: { good: ["a.db", ":memory:"], bad: ["", null, new URL("file:///a.db")] },
  driver: { good: ["node", "better-sqlite3"], bad: ["sqlite", "", null] },
  liveness: { good: [{}], bad: [null, true] },
  fault: { good: [() => {}], bad: [{}] },
};

const each = (kind: "good" | "bad") =>
  Object.entries(VALUES).flatMap(([option, values]) =>
    OPTIONS[option]!.places.flatMap((place) =>
      values[kind].map((value): [string, OptionPlace, unknown] => [option, place, value]),
    ),
  );

describe("readOptions", () => {
  it("is tried with every option", () => {
    expect(Object.keys(VALUES)).toEqual(Object.keys(OPTIONS));
  });

  it.each(each("good"))("%s of %s takes %o", (option, place, value) => {
    expect(readOptions(place, "here", { [option]: value })).toEqual({ [option]: value });
  });

  it.each(each("bad"))(
    "%s of %s refuses %o and names option, value and what is expected",
    (option, place, value) => {
      const read = () => readOptions(place, "here", { [option]: value });
      expect(read).toThrow(expect.objectContaining({ code: "PD2120", name: "PerdureError" }));
      expect(read).toThrow(`The option "${option}" of here is `);
      expect(read).toThrow(OPTIONS[option]!.check.expected);
    },
  );

  it("shows the value, short and without running its code", () => {
    const value = {
      get trap(): never {
        throw new Error("ran");
      },
    };
    expect(() => readOptions("ctx.run", "ctx.run", { timeout: value })).toThrow("is { trap: [Getter] };");
    expect(() => readOptions("ctx.run", "ctx.run", { timeout: "x".repeat(1000) })).toThrow(
      /is "x{60}\.\.\.";/,
    );
  });

  it.each(Object.keys(OPTIONS))("%s is refused where it has no place", (option) => {
    const places = [...new Set(Object.values(OPTIONS).flatMap((entry) => entry.places))];
    for (const place of places.filter((each) => !OPTIONS[option]!.places.includes(each))) {
      const read = () => readOptions(place, place, { [option]: VALUES[option]!.good[0] });
      expect(read).toThrow(expect.objectContaining({ code: "PD2053" }));
    }
  });

  it("names the options that it knows where one is mistyped", () => {
    const read = () => readOptions("ctx.waitForEvent", "ctx.waitForEvent", { timeOut: "1s" });
    expect(read).toThrow(/does not know the option "timeOut"[^]*Use one of: "timeout"\./);
  });

  it.each([null, 5, "2s", [], () => 1])("refuses %o for the options", (options) => {
    const read = () => readOptions("ctx.run", "ctx.run", options as never);
    expect(read).toThrow(expect.objectContaining({ code: "PD2121" }));
  });

  it.each(["__proto__", "constructor", "toString"])("does not take %s for an option", (name) => {
    const options = JSON.parse(`{ "${name}": 1 }`) as object;
    expect(() => readOptions("ctx.run", "ctx.run", options)).toThrow(
      expect.objectContaining({ code: "PD2053" }),
    );
  });

  it("leaves out what is undefined, so that defaults stand", () => {
    const options = { maxRetries: undefined, timeout: 5 };
    expect(Object.keys(readOptions("ctx.run", "ctx.run", options))).toEqual(["timeout"]);
    expect(readOptions("ctx.run", "ctx.run", undefined)).toEqual({});
  });
});
