import { compile } from "@perdure/compiler";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folder } from "./coordinator-world.js";

const root = join(import.meta.dirname, "../..");

const PROGRAM = `
import { spawn } from "node:child_process";
import { durable } from "perdure";
import { createClient } from "@perdure/server/client";

const greet = durable.flow({ name: "greet" }, async (ctx, when) => {
  await ctx.sleep(1);
  return "hello " + when.getTime();
});
export const run = async () => {
  const args = ["node_modules/@perdure/cli/dist/command.js", "serve", "--store", "sqlite:app.db", "--port", "0"];
  const coordinator = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  for await (const chunk of coordinator.stdout) if ((said += chunk).includes("\\n")) break;
  const endpoint = said.split(" ").find((word) => word.startsWith("http")).slice(0, -1);
  const worker = durable.getWorker({ serviceName: "app", coordinatorEndpoint: endpoint });
  await worker.registerFunction(greet).start();
  const client = createClient({ endpoint });
  const handle = await client.start({ service: "app", method: "greet" }, [new Date(7)]);
  console.log(await handle.result());
  await worker.stop();
  coordinator.kill();
};
await run();
`;

test("the packed packages work in a fresh folder: coordinator, worker and client", () => {
  const app = folder();
  const modules = join(app, "node_modules");
  mkdirSync(join(modules, "@perdure"), { recursive: true });
  execFileSync(process.execPath, [join(root, "scripts/bundle-runtime.mjs")]);
  symlinkSync(join(root, "packages/runtime/publish"), join(modules, "perdure"));
  for (const name of ["server", "cli"]) {
    const from = join(root, "packages", name);
    const packed = execFileSync("npm", ["pack", "--json", "--pack-destination", app], {
      cwd: from,
      encoding: "utf8",
    });
    const [{ filename, files }] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }];
    const paths = files.map(({ path }) => path);
    expect(paths).toContain("README.md");
    expect(paths.filter((path) => !/^dist\/|^package\.json$|^README\.md$|^LICENSE$/.test(path))).toEqual([]);
    execFileSync("tar", ["-xzf", join(app, filename), "-C", app]);
    execFileSync("mv", [join(app, "package"), join(modules, "@perdure", name)]);
  }
  for (const [name, user] of [
    ["hono", "server"],
    ["@hono", "server"],
    ["commander", "cli"],
  ] as const) {
    const own = join(root, "packages", user, "node_modules", name);
    symlinkSync(existsSync(own) ? own : join(root, "node_modules", name), join(modules, name));
  }
  writeFileSync(join(app, "package.json"), JSON.stringify({ name: "app", type: "module" }));
  const options = { filename: "program.js", packageName: "app", packagePath: "program.js" };
  writeFileSync(join(app, "program.js"), compile(PROGRAM, options).code);
  const quiet = { NODE_OPTIONS: "--disable-warning=ExperimentalWarning" }; // of Node's own SQLite
  const { stdout, stderr, status } = spawnSync(process.execPath, ["program.js"], {
    env: { ...process.env, ...quiet },
    cwd: app,
    encoding: "utf8",
    timeout: 30_000,
  });
  expect({ stdout, stderr, status }).toEqual({ stdout: "hello 7\n", stderr: "", status: 0 });
}, 60_000);
