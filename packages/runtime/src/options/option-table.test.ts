import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { OPTIONS } from "./option-table.js";

const page = readFileSync(new URL("../../../../docs/options.md", import.meta.url), "utf8");
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );

describe("docs/options.md", () => {
  it("lists every option, in the order of the table", () => {
    expect(rows.map(([option]) => option)).toEqual(Object.keys(OPTIONS).map((option) => `\`${option}\``));
  });

  it.each(Object.entries(OPTIONS))(
    "%s: where, default and a meaning",
    (option, { places, default: usual }) => {
      const [, where, shown, meaning] = rows.find(([name]) => name === `\`${option}\``)!;
      expect(where).toBe(places.join(", "));
      expect(shown).toBe(usual);
      expect(meaning).toMatch(/^\S.{10,}\.$/);
    },
  );
});
