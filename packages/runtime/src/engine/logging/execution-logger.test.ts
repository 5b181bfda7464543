import { describe, expect, it } from "vitest";
import type { Logger } from "../../execution/logger.js";
import { ExecutionLogger } from "./execution-logger.js";
import { redactor } from "./redacted.js";

const about = { execution: "x", function: "shop/pay", attempt: 1 };
const asItIs = redactor([]);

/** Keeps what it is given. */
function recorder(): Logger & { lines: unknown[] } {
  const lines: unknown[] = [];
  return { lines, warn: (...line) => void lines.push(line), error: (...line) => void lines.push(line) };
}

describe("ctx.log", () => {
  it("adds what the line is about", () => {
    const logger = recorder();
    new ExecutionLogger(logger, about, asItIs).warn({ order: 7 }, "late");
    expect(logger.lines).toEqual([[{ ...about, order: 7 }, "late"]]);
  });

  it("takes a message alone", () => {
    const logger = recorder();
    new ExecutionLogger(logger, about, asItIs).error("broken");
    expect(logger.lines).toEqual([[about, "broken"]]);
  });

  it("keeps an error whole", () => {
    const logger = recorder();
    const error = new Error("broken");
    new ExecutionLogger(logger, about, asItIs).error(error, "oh");
    expect(logger.lines).toEqual([[{ ...about, err: error }, "oh"]]);
  });

  it("drops lines of levels that the logger does not have", () => {
    const logger = recorder();
    const log = new ExecutionLogger(logger, about, asItIs);
    log.debug("a");
    log.info({ b: 1 }, "b");
    expect(logger.lines).toEqual([]);
  });

  it("makes one child logger, with the first line", () => {
    const child = recorder();
    const children: object[] = [];
    const logger: Logger = { ...recorder(), child: (bindings) => (children.push(bindings), child) };
    const log = new ExecutionLogger(logger, about, asItIs);
    expect(children).toEqual([]);
    log.warn({ order: 7 });
    log.warn("again");
    expect(children).toEqual([about]);
    expect(child.lines).toEqual([
      [{ order: 7 }, undefined],
      [{}, "again"],
    ]);
  });

  it("calls the logger's methods as methods", () => {
    class Methods implements Logger {
      readonly lines: unknown[] = [];
      child(): this {
        return this;
      }
      warn(...line: unknown[]): void {
        this.lines.push(line);
      }
      error(...line: unknown[]): void {
        this.lines.push(line);
      }
    }
    const logger = new Methods();
    new ExecutionLogger(logger, about, asItIs).warn("here");
    expect(logger.lines).toEqual([[{}, "here"]]);
  });

  it("hides named fields", () => {
    const logger = recorder();
    new ExecutionLogger(logger, about, redactor(["token"])).warn({ token: "x" }, "sent");
    expect(logger.lines).toEqual([[{ ...about, token: "[redacted]" }, "sent"]]);
  });
});
