import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bin, copyFixture, node, SLOW } from "./fixture-project.js";

const VITEST = bin("vitest/vitest.mjs");
const CONFIG = `import { perdure } from "@perdure/plugin/vite";
export default { plugins: [perdure()] };
`;

describe("vitest", SLOW, () => {
  test("tests compiled code", () => {
    const folder = copyFixture("fixture-shop");
    writeFileSync(join(folder, "vitest.config.mjs"), CONFIG);
    writeFileSync(
      join(folder, "src/helper.test.ts"),
      `import { expect, test } from "vitest";
import { total } from "./helper.js";
test("helper", async () => {
  expect(Object.getOwnPropertySymbols(total)).toContain(Symbol.for("perdure.machine"));
  await expect(total(undefined as never, [{ amount: 2 }])).resolves.toBe("2 cents");
});
`,
    );
    expect(node(folder, VITEST, "run")).toMatchObject({ status: 0 });
  });

  test("shows a compile error", () => {
    const folder = copyFixture("fixture-broken");
    writeFileSync(join(folder, "vitest.config.mjs"), CONFIG);
    writeFileSync(join(folder, "src/flow.test.ts"), `import "./flow.js";\n`);
    const { status, errors } = node(folder, VITEST, "run");
    expect(status).toBe(1);
    expect(errors).toMatch(/PD1\d\d\d/);
    expect(errors).toMatch(/flow\.ts:5:/);
  });
});
