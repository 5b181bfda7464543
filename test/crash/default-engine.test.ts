import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const PROGRAM = `
import { durable } from "perdure";
const greet = durable.flow({ name: "greet" }, async (ctx, name) => {
  await ctx.sleep(20);
  return "hello " + name;
});
const sleeper = durable.flow({ name: "sleeper" }, async (ctx) => { await ctx.sleep("1 year"); });
console.log(await greet(process.argv[2]));
await sleeper.start([], { id: "asleep" });
`;

it("rule 29: the default engine keeps .perdure/perdure.db beside the package.json nearest the main module, and lets the process end", () => {
  const folder = mkdtempSync(join(tmpdir(), "perdure-default-"));
  try {
    const here = dirname(fileURLToPath(import.meta.url));
    symlinkSync(join(here, "../../node_modules"), join(folder, "node_modules"), "dir");
    writeFileSync(join(folder, "package.json"), '{ "name": "greeting", "type": "module" }');
    mkdirSync(join(folder, "src/deep"), { recursive: true });
    writeFileSync(join(folder, "src/deep/main.js"), PROGRAM);
    const { VITEST: _1, NODE_TEST_CONTEXT: _2, ...env } = process.env;
    const run = (name: string) =>
      execFileSync(process.execPath, ["--import", "@perdure/plugin/register", "src/deep/main.js", name], {
        cwd: folder,
        env,
        timeout: 20_000,
        encoding: "utf8",
      });
    expect(run("you")).toBe("hello you\n");
    expect(existsSync(join(folder, ".perdure/perdure.db"))).toBe(true);
    expect(run("again")).toBe("hello again\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
