import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "@perdure/compiler";
import { describe, expect, it } from "vitest";
import { codeBlocks, type CodeBlock } from "./code-blocks.js";
import { typeErrors } from "./type-errors.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = join(root, "test/docs/blocks");

/** Their blocks are not programs: what the compiler writes, and packages that are not installed here. */
const LEFT_OUT = ["machine-abi.md", "observability.md"];

const PAGES = [
  "README.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md") && !LEFT_OUT.includes(name))
    .map((name) => `docs/${name}`),
];

/** What the compiler refuses or warns of, as `typeErrors` gives it. */
const compilerErrors = (blocks: readonly CodeBlock[]): string[] =>
  blocks.flatMap(({ file, code, line, codeLine }) =>
    compile(code, { filename: file, packageName: "docs", packagePath: file }).diagnostics.flatMap(
      ({ severity, code: id, message, line: at }) =>
        severity === "note" ? [] : [`${line + at - codeLine}: ${id} ${message}`],
    ),
  );

describe("the TypeScript of the pages", () => {
  it.each(PAGES)("%s", (page) => {
    const blocks = codeBlocks(readFileSync(join(root, page), "utf8"));
    expect([...typeErrors(blocks, folder), ...compilerErrors(blocks)]).toEqual([]);
  });

  it("is there", () => {
    const counts = PAGES.map((page) => codeBlocks(readFileSync(join(root, page), "utf8")).length);
    expect(counts.reduce((a, b) => a + b)).toBeGreaterThan(10);
  });
});

describe("a page with mistakes", () => {
  const page = (...blocks: readonly string[]) =>
    codeBlocks(blocks.map((block) => `\`\`\`ts\n${block}\n\`\`\`\n`).join("\n"));

  it("is told by its lines", () => {
    const blocks = page('// a.ts\nimport "perdure";\nexport const one = 1;', "await ctx.slep(one);");
    expect(typeErrors(blocks, folder)).toEqual([expect.stringMatching(/^8: .*'slep'/)]);
  });

  it("is refused by the compiler", () => {
    const blocks = page("let a = 0;\nawait ctx.run(() => {\n  a = 1;\n});\nreturn a;");
    expect(compilerErrors(blocks)).toEqual([expect.stringMatching(/^4: PD1023/)]);
  });
});
