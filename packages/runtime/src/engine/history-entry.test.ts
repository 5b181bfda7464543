import { expect, it } from "vitest";
import { CancelledError } from "../errors/cancelled-error.js";
import { executionEntry, messageOf } from "./history-entry.js";

it("keeps the first line of an error's message", () => {
  const error = new CancelledError('The execution "x"', "no longer needed");
  expect(error.message).toContain("\n");
  expect(executionEntry("cancelled", 5, 1, { error }).error).toBe(
    'CancelledError: The execution "x" was cancelled: no longer needed.',
  );
});

it.each([
  [new RangeError(`far\nand further`), "RangeError: far"],
  ["a text\nof two lines", "a text"],
  [undefined, "undefined"],
  [new Error("x".repeat(1000)), `Error: ${"x".repeat(493)}`],
  [new Error(""), "Error: "],
])("of %o: short, on one line", (error, text) => {
  expect(messageOf(error)).toBe(text);
});
