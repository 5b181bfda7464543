import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One row of the table in docs/values.md. */
export interface Row {
  readonly title: string;
  /** Whether the page says that it cannot be stored. */
  readonly isRefused: boolean;
}

/** The rows of the page's table of kinds, in its order. */
export function documentedRows(): Row[] {
  const page = readFileSync(join(import.meta.dirname, "../../docs/values.md"), "utf8");
  const [, table = ""] = page.split("## The table");
  const lines = table
    .split("\n##")[0]!
    .split("\n")
    .filter((line) => line.startsWith("| "));
  return lines.slice(2).map((line) => {
    const [, title, stored] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    return { title: title!, isRefused: stored === "no" };
  });
}
