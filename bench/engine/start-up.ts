// From the start of a process to the first step of an execution: compiled code, without the loader.
import { compile } from "@perdure/compiler";
import { execFile } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { median } from "../measure/median.js";
import { withFolder } from "./on-disk.js";
import { reportTargets } from "./target.js";

const PROCESSES = 15;

const PROGRAM = `
import { createEngine, durable } from "perdure";

const first = durable.flow({ name: "first" }, async (ctx) => {
  await ctx.run("step", () => console.log(performance.timeOrigin + performance.now()));
});

const engine = await createEngine({ store: "engine.db" });
await (await engine.start(first, [])).result();
await engine.stop();
`;

const run = promisify(execFile);
/** What npm gets. */
const published = fileURLToPath(new URL("../../packages/runtime/publish", import.meta.url));

const times = await withFolder(async (folder) => {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "start-up", type: "module" }));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(published, join(folder, "node_modules/perdure"));
  const options = { filename: "program.js", packageName: "start-up", packagePath: "program.js" };
  writeFileSync(join(folder, "program.js"), compile(PROGRAM, options).code);
  const measured: { engine: number; node: number }[] = [];
  const toFirstOutput = async (args: readonly string[]): Promise<number> => {
    const start = performance.timeOrigin + performance.now();
    const { stdout } = await run(process.execPath, args, { cwd: folder });
    return Number(stdout) - start;
  };
  for (let process = -1; process < PROCESSES; process++) {
    const node = await toFirstOutput(["-e", "console.log(performance.timeOrigin + performance.now())"]);
    const engine = await toFirstOutput(["program.js"]);
    if (process >= 0) measured.push({ engine, node });
  }
  return measured;
});
const engine = median(times.map((time) => time.engine));
const node = median(times.map((time) => time.node));
reportTargets("from the start of a process to its first step", [
  {
    name: "first step",
    measured: `${engine.toFixed(0)} ms, of which Node itself ${node.toFixed(0)} ms`,
    value: engine,
    atMost: 120,
  },
]);
