import { inspect } from "node:util";
import { runFrozen } from "./frozen.js";
import { load, type Main } from "./load.js";

export type Mode = "plain" | "compiled" | "frozen";

/** What a run did: everything it logged, in order, and how it ended. */
export interface Trace {
  readonly log: readonly string[];
  readonly end: string;
}

const show = (value: unknown): string => inspect(value, { depth: 8, sorted: false, breakLength: Infinity });

/** The module of a program: the body of a durable function with its context and a few helpers from outside. */
export const moduleOf = (body: string, before = ""): string =>
  `import type { DurableContext } from "perdure";
${before}
export async function main(ctx: DurableContext, log: any, v: any, fail: any) {
${body}
}
`;

/** Runs the program in one mode. `v(x)` gives x asynchronously, `fail(x)` rejects with an Error; both are logged. */
export async function run(source: string, mode: Mode): Promise<Trace> {
  const { exports } = load(source, mode === "plain" ? "plain" : "compiled");
  const log: string[] = [];
  const record = (...values: unknown[]): unknown => {
    log.push(values.map(show).join(" "));
    return values.at(-1);
  };
  const v = async (value: unknown): Promise<unknown> => {
    log.push(`v ${show(value)}`);
    return value;
  };
  const fail = async (message: string): Promise<never> => {
    log.push(`fail ${message}`);
    throw new Error(message);
  };
  const context = {
    op: v,
    call: (_service: string, _method: string, value: unknown) => v(value),
    run: async (...args: unknown[]) => await (args.find((arg) => typeof arg === "function") as Main)(),
    sleep: v,
    state: { get: v, set: v },
  };
  const args = [context, record, v, fail];
  const main = exports["main"]!;
  try {
    const result = mode === "frozen" ? runFrozen(main, args, [...args, context.state]) : main(...args);
    return { log, end: `returned ${show(await result)}` };
  } catch (error) {
    const end = error instanceof Error ? `threw ${error.name}: ${error.message}` : `threw ${show(error)}`;
    return { log, end };
  }
}
