import * as check from "./option-checks.js";

/** Where options are given: a durable function, one of the context's operations, or an engine's defaults for both. */
export type OptionPlace =
  | "function"
  | "engine.functions"
  | "engine.operations"
  | "ctx.run"
  | "ctx.call"
  | "ctx.waitForEvent"
  | "ctx.spawn"
  | "ctx.sendEvent";

export interface Option {
  readonly places: readonly OptionPlace[];
  /** For people, as docs/options.md has it. */
  readonly default: string;
  readonly check: check.OptionCheck;
}

const STEPS = ["ctx.run", "ctx.call", "engine.operations"] as const;
const FUNCTIONS = ["function", "engine.functions"] as const;

/** Every option that users write. docs/options.md says what each is for. */
export const OPTIONS: Readonly<Record<string, Option>> = {
  name: { places: ["function"], default: "its place in the source", check: check.text },
  formerly: { places: ["function"], default: "none", check: check.texts },
  maxRetries: { places: ["function", ...STEPS], default: "0", check: check.retries },
  retryDelay: { places: ["function", ...STEPS], default: '"1s"', check: check.duration },
  backoff: { places: ["function", ...STEPS], default: '"exponential"', check: check.backoff },
  maxDelay: { places: ["function", ...STEPS], default: '"1 hour"', check: check.duration },
  jitter: { places: ["function", ...STEPS], default: "false", check: check.jitter },
  retryIf: { places: ["function", "ctx.run", "ctx.call"], default: "every error", check: check.aFunction },
  timeout: { places: ["function", ...STEPS, "ctx.waitForEvent"], default: "none", check: check.timeLimit },
  attemptTimeout: { places: ["function", ...STEPS], default: "none", check: check.timeLimit },
  cleanupTimeout: { places: FUNCTIONS, default: '"10 minutes"', check: check.timeLimit },
  key: { places: ["ctx.run", "ctx.call"], default: "execution id + number", check: check.text },
  record: { places: ["function", ...STEPS], default: '"lazy"', check: check.oneOf("lazy", "eager") },
  deterministic: { places: ["function"], default: "false", check: check.trueOrFalse },
  checkpointInterval: { places: ["function"], default: "1", check: check.wholeFromOne },
  maxConcurrentSteps: { places: FUNCTIONS, default: "no limit", check: check.wholeFromOne },
  durability: { places: FUNCTIONS, default: '"full"', check: check.oneOf("full", "normal") },
  history: { places: FUNCTIONS, default: '"bounded"', check: check.history },
  retention: { places: FUNCTIONS, default: '"forever"', check: check.retention },
  tags: { places: ["function"], default: "none", check: check.texts },
  input: { places: ["function"], default: "none", check: check.schemas },
  output: { places: ["function"], default: "none", check: check.schema },
  concurrency: { places: ["ctx.spawn"], default: "no limit", check: check.wholeFromOne },
  settle: { places: ["ctx.spawn"], default: "false", check: check.trueOrFalse },
  to: { places: ["ctx.sendEvent"], default: "the first that waits", check: check.text },
  broadcast: { places: ["ctx.sendEvent"], default: "false", check: check.trueOrFalse },
};
