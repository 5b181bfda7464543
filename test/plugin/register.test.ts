import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyFixture, node, SLOW } from "./fixture-project.js";
import { readReport } from "./shop-report.js";

describe("node --import @perdure/plugin/register", SLOW, () => {
  test("runs TypeScript as written, with the author's lines in stacks", () => {
    readReport(node(copyFixture("fixture-shop"), "--import", "@perdure/plugin/register", "src/main.ts"));
  });

  test("runs CommonJS in TypeScript, which requires packages of ES modules and files of its own", () => {
    const folder = copyFixture("fixture-shop");
    const write = (name: string, text: string): void => writeFileSync(join(folder, "src", name), text);
    write("rate.cts", `const rate: number = 3;\nexport = { rate };\n`);
    write(
      "charge.cts",
      `import { durable } from "perdure";
import rates = require("./rate.cjs");
export const charge = durable.flow({ name: "charge" }, async (ctx, n: number) => {
  await ctx.sleep(1);
  return [n * rates.rate, typeof require.resolve("perdure")];
});
`,
    );
    write(
      "main.cts",
      `import { createEngine } from "perdure";
import { charge } from "./charge.cjs";
async function main(): Promise<void> {
  const engine = await createEngine({ store: ":memory:" });
  const handle = await engine.start(charge, [5]);
  console.log(JSON.stringify(await handle.result()));
  try { require("./none.cjs"); } catch (error) { console.log((error as { code: string }).code); }
  await engine.stop();
}
void main();
`,
    );
    const { status, output, errors } = node(folder, "--import", "@perdure/plugin/register", "src/main.cts");
    expect(errors.replace(/.*ExperimentalWarning.*|.*trace-warnings.*/g, "").trim()).toBe("");
    expect(output.trim().split("\n")).toEqual([`[15,"string"]`, "MODULE_NOT_FOUND"]);
    expect(status).toBe(0);
  });

  test("ends with the code and the frame of an error", () => {
    const { status, errors } = node(
      copyFixture("fixture-broken"),
      "--import",
      "@perdure/plugin/register",
      "src/main.ts",
    );
    expect(status).toBe(1);
    expect(errors).toMatch(/CompileError\]?: .*flow\.ts/);
    expect(errors).toMatch(/code: 'PD1\d\d\d'/);
    expect(errors).toMatch(/^> +5 \|/m);
  });
});
