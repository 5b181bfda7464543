import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

// The command on files that lie anywhere, on programs whose modes differ, and on programs that are refused.
const command = fileURLToPath(new URL("../../packages/testing/dist/modes/command.js", import.meta.url));
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "perdure-modes-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function modes(source: string, files: Readonly<Record<string, string>> = {}) {
  writeFileSync(join(folder, "program.ts"), source);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, "program.ts"], {
    cwd: folder,
    encoding: "utf8",
  });
  const lines = stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { status, lines, stderr };
}

describe("the modes command", () => {
  it("runs a file in any folder, with local imports as .ts and .js", () => {
    const { status, lines, stderr } = modes(
      `import { durable } from "perdure";
       import { double } from "./lib/double.js";
       import { triple } from "./lib/triple.ts";
       console.log("beside the results");
       export default durable.flow(async (ctx, n: number) => (await double(ctx, n)) + (await triple(ctx, n)));
       export const args = [7];`,
      {
        "lib/double.ts": `import type { DurableContext } from "perdure";
          export async function double(ctx: DurableContext, n: number) { return await ctx.run("double", () => n * 2); }`,
        "lib/triple.ts": `import type { DurableContext } from "perdure";
          export async function triple(ctx: DurableContext, n: number) { await ctx.sleep("10 years"); return n * 3; }`,
      },
    );
    expect(stderr).toContain("beside the results");
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(lines.map(({ mode, result }) => [mode, result])).toEqual(
      ["plain", "compiled", "freezeDried", "killed"].map((mode) => [mode, 35]),
    );
  });

  it("shows the first step that differs, both sides and the source line", () => {
    const { status, stderr, lines } = modes(`import { durable } from "perdure";
      let effects = 0;
      export default durable.flow(async (ctx) => {
        await ctx.run("same", () => "same");
        return await ctx.run("counts", () => ++effects);
      });`);
    expect(status).toBe(1);
    expect(lines).toHaveLength(4);
    expect(stderr).toMatch(/plain and killed differ first at operation 2:\n.*await ctx\.run\("counts"/);
    expect(stderr).toMatch(/plain: .*"value":1\b/);
  });

  it("shows a step that writes to what it captures (rule 16)", () => {
    const { status, stderr } = modes(`import { durable } from "perdure";
      export default durable.flow(async (ctx) => {
        const seen = { count: 0 };
        await ctx.run("writes", () => {
          seen.count = 1;
        });
        return seen.count;
      });`);
    expect(status).toBe(1);
    expect(stderr).toMatch(/plain: \{"result":1\}\n +freezeDried: \{"result":0\}/);
  });

  it("reports what the function throws", () => {
    const { status, lines } = modes(`import { durable } from "perdure";
      export default durable.flow(async (ctx) => {
        await ctx.run("fine", () => 1);
        throw Object.assign(new RangeError("out of range"), { code: "E_RANGE" });
      });`);
    expect(status).toBe(0);
    const error = { name: "RangeError", message: "out of range", code: "E_RANGE" };
    expect(lines.map((line) => line.error)).toEqual([error, error, error, error]);
  });

  it("exits 2 where the compiler refuses, with the code in the line and the frame beside it", () => {
    const { status, lines, stderr } = modes(`import { durable } from "perdure";
      export default durable.flow(async (ctx) => {
        await ctx.run("fine", () => 1);
        return eval("1 + 1");
      });`);
    expect(status).toBe(2);
    expect(lines[1]).toMatchObject({
      mode: "compiled",
      error: { code: expect.stringMatching(/^PD1\d{3}$/) },
    });
    expect(stderr).toMatch(/> 4 \|.*eval/);
  });

  it.each([
    ["a syntax error", "export default durable.flow(async (ctx => {", /SyntaxError|Unexpected token|PD1/],
    ["no durable function", "export default 5;", /default export/],
    ["no such import", 'import "./missing.js"; export default 5;', /missing/],
  ])("explains %s", (_, source, explanation) => {
    const { status, lines, stderr } = modes(`import { durable } from "perdure";\n${source}`);
    expect(status).toBeGreaterThan(0);
    expect(lines).toHaveLength(4);
    expect(stderr).toMatch(explanation);
  });

  it("runs awaits in decorators, which TypeScript does not write for Node", () => {
    const { status, lines } = modes(`import { durable } from "perdure";
      export default durable.flow(async (ctx) => {
        const made: string[] = [];
        const times = async (by: number) => {
          await ctx.sleep(by);
          return (_: undefined, { name }: { name: string }) => (made.push(name), (value: number) => value * by);
        };
        class Account {
          @(await times(3)) balance = 2;
          @(await times(2)) static rate = 5;
        }
        await ctx.sleep("1 day");
        return [new Account().balance, Account.rate, made];
      });`);
    expect(status).toBe(1);
    expect(lines[0]).toMatchObject({ mode: "plain", error: { code: "PD3004" } });
    const result = [6, 10, ["rate", "balance"]];
    expect(lines.slice(1)).toMatchObject([{ result }, { result }, { result }]);
  });

  it("gives up on a program that never ends", () => {
    writeFileSync(
      join(folder, "program.ts"),
      `import { durable } from "perdure"; export default durable.flow(async () => await new Promise(() => {}));`,
    );
    const run = () =>
      execFileSync(process.execPath, [command, "--timeout", "200", "program.ts"], {
        cwd: folder,
        stdio: "pipe",
      });
    expect(run).toThrow(/has not ended after 200 ms/);
  });
});
