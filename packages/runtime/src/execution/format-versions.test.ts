import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { encodeExecution } from "./encode-execution.js";
import { RestoreError } from "./restore-execution.js";
import { newLive, quiet, settleAll } from "./testing/live.js";
import "./testing/rich-execution.js";

/** Written once, by the first version of the format: whoever changes it adds a folder, and leaves this one. */
const file = new URL("../snapshot/testing/version-1/executions.json", import.meta.url);
const texts = Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, object>).map(
  ([name, json]) => [name, JSON.stringify(json)] as const,
);

it.each(texts)("an execution of version 1 is restored and goes on: %s", async (_, text) => {
  const live = newLive(text);
  await quiet(live);
  const again = JSON.parse(encodeExecution(live).text) as { pending: object[]; tasks: object[] };
  const before = JSON.parse(text) as typeof again;
  expect([again.pending.length, again.tasks.length]).toEqual([before.pending.length, before.tasks.length]);
  await settleAll(live, 1);
  expect(live.main.outcome).toMatchObject({ value: expect.any(Array) as unknown });
});

it.each(["2", "0", '"1"', "null"])(
  "an execution of version %s is unreadable, and the error says why",
  (v) => {
    const [, text] = texts[0]!;
    const restore = () => newLive(text.replace('"v":1', `"v":${v}`));
    expect(restore).toThrow(RestoreError);
    expect(restore).toThrow(expect.objectContaining({ reason: "unreadable" }));
    expect(restore).toThrow(/version/);
  },
);
