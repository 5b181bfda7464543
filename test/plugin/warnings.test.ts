import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { perdure } from "@perdure/plugin/vite";
import { describe, expect, test } from "vitest";
import { build } from "vite";
import { bin, copyFixture, node, SLOW } from "./fixture-project.js";

/** The shop with a durable function that counts in a module variable. */
function shopWithWarning(): string {
  const folder = copyFixture("fixture-shop");
  writeFileSync(
    join(folder, "src/counted.ts"),
    `import { durable, type DurableContext } from "perdure";
let runs = 0;
export const counted = durable.flow({ name: "counted" }, async (ctx: DurableContext) => {
  runs++;
  await ctx.sleep("1s");
});
`,
  );
  return folder;
}

describe("a warning is shown and stops nothing", SLOW, () => {
  test("register", () => {
    const run = node(shopWithWarning(), "--import", "@perdure/plugin/register", "src/counted.ts");
    expect(run.status).toBe(0);
    expect(run.errors).toMatch(/counted\.ts:4:\d+ warning PD1028/);
  });

  test("tspc", () => {
    const run = node(shopWithWarning(), bin("ts-patch/bin/tspc.js"));
    expect(run).toMatchObject({ status: 0, output: "" });
    expect(run.errors.match(/counted\.ts:4:\d+ warning PD1028/g)).toHaveLength(1);
  });

  test("vite", async () => {
    const warnings: unknown[] = [];
    await build({
      root: shopWithWarning(),
      configFile: false,
      logLevel: "silent",
      plugins: [perdure()],
      build: {
        ssr: "src/counted.ts",
        rollupOptions: { onwarn: (warning) => void warnings.push(warning) },
      },
    });
    expect(warnings).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/counted\.ts:4:\d+ PD1028/) }),
    ]);
  });
});
