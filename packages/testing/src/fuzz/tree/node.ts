import type { Feature } from "../features.js";

/** Nodes of one sort may stand in each other's place. Only the items of a list may be left out. */
export type Sort = "expression" | "statement" | "list" | "text";

/** A piece of a program: text with pieces in it. Names are plain text, so a smaller tree may be wrong; Node decides. */
export interface Node {
  readonly sort: Sort;
  readonly parts: readonly (string | Node)[];
  /** Between the items of a list. */
  readonly separator?: string;
  readonly feature?: Feature | undefined;
}

export type Part = string | number | Node;

const tag =
  (sort: Sort) =>
  (strings: TemplateStringsArray, ...values: readonly Part[]): Node => ({
    sort,
    parts: strings
      .flatMap((string, index) => [string, values[index] ?? ""])
      .map((part) => (typeof part === "number" ? String(part) : part))
      .filter((part) => part !== ""),
  });

/** Text that stands in parentheses where it needs them, so that any other expression can take its place. */
export const expr = tag("expression");
export const stmt = tag("statement");
/** A piece that stays as long as what holds it. */
export const text = tag("text");
/** Nothing: says that the piece around it uses the feature. */
export const mark = (feature: Feature): Node => ({ sort: "text", parts: [], feature });
/** Items that can be left out. */
export const list = (separator: string, items: readonly Node[]): Node => ({
  sort: "list",
  parts: items,
  separator,
});
