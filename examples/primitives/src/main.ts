import { VirtualClock } from "@perdure/testing";
import { createEngine } from "perdure";
import type { DurableFunction } from "perdure";
import { readdir } from "node:fs/promises";
import { inspect } from "node:util";

// Runs each example once, in virtual time: `npm start -w primitives`, or `npm start -w primitives saga`.
const clock = new VirtualClock();
const engine = await createEngine({ store: ":memory:", clock, pollMs: 0 });

interface Example {
  readonly default: DurableFunction<readonly unknown[], unknown>;
  readonly args?: readonly unknown[];
}

const files = (await readdir(import.meta.dirname)).filter(
  (file) => file.endsWith(".ts") && file !== "main.ts",
);
const [wanted] = process.argv.slice(2);
for (const file of files.sort()) {
  if (wanted !== undefined && file !== `${wanted}.ts`) continue;
  const example = (await import(`./${file}`)) as Example;
  const handle = await engine.start(example.default, example.args ?? []);
  let ended: unknown;
  handle.result().then(
    (value) => (ended = { value }),
    (error: unknown) => (ended = { error }),
  );
  while (ended === undefined) {
    await engine.whenIdle();
    if (ended === undefined) clock.advance();
  }
  console.log(file, inspect(ended, { depth: 8, breakLength: Infinity, compact: 20 }));
}
await engine.stop();
