import { describe, expect, test } from "vitest";
import { copyFixture, node, SLOW } from "./fixture-project.js";
import { readReport } from "./shop-report.js";

describe("node --import @perdure/plugin/register", SLOW, () => {
  test("runs TypeScript as written, with the author's lines in stacks", () => {
    readReport(node(copyFixture("fixture-shop"), "--import", "@perdure/plugin/register", "src/main.ts"));
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
