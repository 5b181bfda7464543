import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = "examples/primitives/src";

/** What each example gives, in every mode. */
const EXAMPLES: Readonly<Record<string, unknown>> = {
  "data-processor": {
    enriched: [
      { value: 10, label: "small" },
      { value: 20, label: "large" },
      { value: 30, label: "large" },
    ],
    count: 3,
  },
  "data-pipeline": { report: "16 rows of 3 sources", processed: 3 },
  "advanced-service-integration": {
    best: { carrier: "fast", price: 12 },
    refused: { status: 422, retryable: false },
  },
  "stateful-processing": {
    attempt: 2,
    booked: [
      { id: "a", balance: 300 },
      { id: "c", balance: 500 },
      { id: "d", balance: 700 },
    ],
    failures: [{ id: "b", error: "b is negative" }],
    successRate: 0.75,
  },
  "parallel-data-processing": { north: 3.8, south: 4.6, east: 4.8 },
  "event-driven-workflow": [
    { success: true, result: "one is done" },
    { success: false, reason: "too dear" },
    { success: false, reason: "nobody has decided" },
  ],
  "resilient-api-integration": { result: { order: "o1", calls: 3 }, failures: 2, attempt: 3 },
  "high-performance-pipeline": { total: 132, batches: [5, 5, 2] },
  "service-registration": {
    processed: { enriched: [{ value: 70, label: "large" }], count: 1 },
    report: { report: "4 rows of 2 sources", processed: 2 },
    doubled: 42,
    ping: "pong",
    items: { added: true, items: 1 },
    served: [
      "function data processor",
      "function data pipeline",
      "function double",
      "handler ping",
      "object OrderProcessor",
    ],
  },
  "task-with-inner-function": { result: ["TEA", "CAKE"], complete: true },
  "order-processor": {
    meanwhile: { status: "processing", total: 50, steps: ["added lamp", "paid"] },
    result: { success: true, order: "order_123", fulfillment: "f-order_123" },
    status: "fulfilled",
  },
  "order-management-workflow": [
    { processed: true, tracking: "parcel of f-o1" },
    { processed: false, error: "insufficient inventory" },
  ],
  "enhanced-workflow": {
    pipeline: { report: "10 rows of 2 sources", processed: 2 },
    order: { success: true, order: "order_9", fulfillment: "f-order_9" },
  },
  "circuit-breaker": [
    ...Array.from({ length: 5 }, () => "no answer"),
    "refused for 300 s",
    "open",
    "refused for 240 s",
    "no answer",
    "half-open",
    "refused for 299 s",
    "sunny at call 7",
    "closed",
    "sunny at call 8",
  ],
  saga: { success: false, undone: ["reserve"], stuck: ["charge"] },
};

interface Line {
  readonly file: string;
  readonly mode: string;
  readonly result: unknown;
  readonly trace: unknown[];
}

describe("the examples of durable primitives, in four modes", () => {
  const command = join(root, "packages/testing/dist/modes/command.js");
  let lines: Line[] = [];
  beforeAll(() => {
    const files = Object.keys(EXAMPLES).map((name) => `${folder}/${name}.ts`);
    const output = execFileSync(process.execPath, [command, ...files], { cwd: root, encoding: "utf8" });
    lines = output
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line);
  }, 120_000);

  it.each(Object.entries(EXAMPLES))("%s gives the same result and the same operations", (name, expected) => {
    const own = lines.filter(({ file }) => file === `${folder}/${name}.ts`);
    expect(own.map(({ mode }) => mode)).toEqual(["plain", "compiled", "freezeDried", "killed"]);
    for (const { mode, result, trace } of own) {
      expect({ mode, result }).toEqual({ mode, result: expected });
      expect({ mode, trace }).toEqual({ mode, trace: own[0]!.trace });
      expect(trace.length).toBeGreaterThan(0);
    }
  });

  it("are all of them", () => {
    const files = readdirSync(join(root, folder)).filter(
      (file) => file.endsWith(".ts") && file !== "main.ts",
    );
    expect(files.sort()).toEqual(
      Object.keys(EXAMPLES)
        .map((name) => `${name}.ts`)
        .sort(),
    );
  });
});

it("run by one command", () => {
  const output = execFileSync("npm", ["start", "--silent", "-w", "primitives"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  expect(output).toContain(
    "saga.ts { value: { success: false, undone: [ 'reserve' ], stuck: [ 'charge' ] } }",
  );
  expect(output.match(/^[\w-]+\.ts \{/gm)).toHaveLength(Object.keys(EXAMPLES).length);
  expect(output).not.toContain("{ error:");
}, 60_000);

it("a worker behind a coordinator, by one command", () => {
  const output = execFileSync("npm", ["run", "worker", "--silent", "-w", "primitives"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [config, processed, order] = output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
  expect(config).toMatchObject({
    name: "data service",
    version: "1.0.0",
    handlers: [
      { name: "data processor", kind: "function" },
      {
        name: "OrderProcessor",
        kind: "object",
        methods: expect.arrayContaining([
          { name: "processOrder", shared: false, context: true },
          { name: "summary", shared: true, context: false },
        ]),
      },
    ],
  });
  expect(processed).toEqual({ enriched: [{ value: 70, label: "large" }], count: 1 });
  expect(order).toEqual({ status: "created", total: 30, steps: ["added lamp", "added shade"] });
}, 60_000);
