import * as check from "./option-checks.js";

/** Where options are given. docs/options.md says what each place is. */
export type OptionPlace =
  | "function"
  | "task"
  | "engine.functions"
  | "engine.operations"
  | "object"
  | "entity"
  | "object.method"
  | "object.call"
  | "object.list"
  | "ctx.run"
  | "ctx.call"
  | "ctx.waitForEvent"
  | "ctx.spawn"
  | "ctx.sendEvent"
  | "fn.start"
  | "fn.get"
  | "handle.history"
  | "engine"
  | "engine.hooks"
  | "engine.start"
  | "engine.sendEvent"
  | "engine.events"
  | "engine.list"
  | "engine.stop"
  | "openSqliteStore";

export interface Option {
  readonly places: readonly OptionPlace[];
  /** For people, as docs/options.md has it. */
  readonly default: string;
  readonly check: check.OptionCheck;
}

const OPERATIONS = ["ctx.run", "ctx.call", "engine.operations"] as const;
const STEPS = [...OPERATIONS, "object.method"] as const;
const FUNCTIONS = ["function", "engine.functions", "object", "entity"] as const;
const STARTS = ["fn.start", "engine.start"] as const;
const LISTS = ["engine.list"] as const;
const SENDS = ["ctx.sendEvent", "engine.sendEvent"] as const;

const STATUSES = [
  "pending",
  "running",
  "waiting",
  "completing",
  "completed",
  "failed",
  "cancelled",
  "parked",
] as const;
const PARK_REASONS = ["needs_code", "needs_migration", "unstorable", "unreadable", "poisoned"] as const;

/** Every option that users write. docs/options.md says what each is for. */
export const OPTIONS: Readonly<Record<string, Option>> = {
  name: {
    places: ["function", "task", "object", "entity"],
    default: "its place in the source",
    check: check.text,
  },
  formerly: { places: ["function", "task", "object", "entity"], default: "none", check: check.texts },
  maxRetries: { places: ["function", "task", ...STEPS], default: "0", check: check.retries },
  retryDelay: { places: ["function", "task", ...STEPS], default: '"1s"', check: check.duration },
  backoff: { places: ["function", "task", ...STEPS], default: '"exponential"', check: check.backoff },
  maxDelay: { places: ["function", "task", ...STEPS], default: '"1 hour"', check: check.duration },
  jitter: { places: ["function", "task", ...STEPS], default: "false", check: check.jitter },
  retryIf: {
    places: ["function", "task", "ctx.run", "ctx.call", "object.method"],
    default: "every error",
    check: check.aFunction,
  },
  timeout: {
    places: ["function", "task", ...STEPS, "ctx.waitForEvent", "object.call"],
    default: "none",
    check: check.timeLimit,
  },
  attemptTimeout: { places: ["function", "task", ...OPERATIONS], default: "none", check: check.timeLimit },
  cleanupTimeout: { places: FUNCTIONS, default: '"10 minutes"', check: check.timeLimit },
  key: { places: ["ctx.run", "ctx.call"], default: "execution id + number", check: check.text },
  record: {
    places: ["function", "task", ...OPERATIONS],
    default: '"lazy"',
    check: check.oneOf("lazy", "eager"),
  },
  deterministic: { places: ["function"], default: "false", check: check.trueOrFalse },
  checkpointInterval: { places: ["function"], default: "1", check: check.wholeFromOne },
  maxConcurrentSteps: { places: FUNCTIONS, default: "no limit", check: check.wholeFromOne },
  durability: {
    places: [...FUNCTIONS, "task", "engine", "openSqliteStore"],
    default: '"full"',
    check: check.oneOf("full", "normal"),
  },
  history: { places: [...FUNCTIONS, "task"], default: '"bounded"', check: check.history },
  retention: { places: [...FUNCTIONS, "task"], default: '"forever"', check: check.retention },
  version: { places: ["object", "entity"], default: "1", check: check.wholeFromOne },
  upgrade: { places: ["object", "entity"], default: "none", check: check.aFunction },
  shared: { places: ["object", "object.method", "entity"], default: "none", check: check.shared },
  methods: { places: ["object", "entity"], default: "none", check: check.anObject },
  state: { places: ["entity"], default: "has to be given", check: check.aFunction },
  handlers: { places: ["entity"], default: "has to be given", check: check.functions },
  reentrant: { places: ["object", "entity"], default: "false", check: check.trueOrFalse },
  onError: { places: ["object.method"], default: '"keep"', check: check.oneOf("keep", "rollback") },
  callId: { places: ["object.call"], default: "a new one", check: check.text },
  signal: { places: ["object.call"], default: "none", check: check.signal },
  tags: {
    places: ["function", "task", "object", "entity", ...STARTS, ...LISTS],
    default: "none",
    check: check.texts,
  },
  input: { places: ["function", "task"], default: "none", check: check.schemas },
  output: { places: ["function", "task"], default: "none", check: check.schema },
  concurrency: { places: ["ctx.spawn"], default: "no limit", check: check.wholeFromOne },
  settle: { places: ["ctx.spawn"], default: "false", check: check.trueOrFalse },
  to: { places: SENDS, default: "the first that waits", check: check.text },
  broadcast: { places: SENDS, default: "false", check: check.trueOrFalse },
  id: { places: STARTS, default: "a new UUID", check: check.executionId },
  at: { places: STARTS, default: "at once", check: check.date },
  engine: { places: ["fn.start", "fn.get"], default: "the default engine", check: check.engine },
  status: { places: LISTS, default: "all", check: check.someOf(STATUSES) },
  reason: { places: LISTS, default: "all", check: check.someOf(PARK_REASONS) },
  functionId: { places: LISTS, default: "all", check: check.texts },
  parent: { places: LISTS, default: "all", check: check.text },
  createdFrom: { places: LISTS, default: "none", check: check.date },
  createdBefore: { places: LISTS, default: "none", check: check.date },
  after: { places: [...LISTS, "object.list"], default: "the newest", check: check.cursor },
  expired: { places: ["engine.events"], default: "false", check: check.trueOrFalse },
  limit: {
    places: ["engine.list", "engine.events", "handle.history", "object.list"],
    default: "100; handle.history: all",
    check: check.wholeFromZero,
  },
  drainMs: { places: ["engine.stop"], default: "5000", check: check.milliseconds },
  store: { places: ["engine"], default: "`.perdure/perdure.db`", check: check.store },
  services: { places: ["engine"], default: "all that are declared", check: check.services },
  functions: { places: ["engine"], default: "none", check: check.anObject },
  operations: { places: ["engine"], default: "none", check: check.anObject },
  maxConcurrentEffects: { places: ["engine"], default: "1000", check: check.wholeFromOne },
  maxValueBytes: { places: ["engine"], default: "16 MiB", check: check.wholeFromOne },
  maxSnapshotBytes: { places: ["engine"], default: "64 MiB", check: check.wholeFromOne },
  codec: { places: ["engine"], default: "none", check: check.codec },
  maxRunning: { places: ["engine"], default: "10,000", check: check.wholeFromOne },
  whenFull: { places: ["engine"], default: '"wait"', check: check.oneOf("wait", "refuse") },
  logger: { places: ["engine"], default: "the console", check: check.logger },
  hooks: { places: ["engine"], default: "none", check: check.anObject },
  onFailed: { places: ["engine.hooks"], default: "none", check: check.aFunction },
  onParked: { places: ["engine.hooks"], default: "none", check: check.aFunction },
  observer: { places: ["engine"], default: "none", check: check.anObject },
  redact: { places: ["engine"], default: "none", check: check.texts },
  pollMs: { places: ["engine"], default: "40", check: check.milliseconds },
  clock: { places: ["engine"], default: "the system's", check: check.clock },
  random: { places: ["engine"], default: "`Math.random`", check: check.aFunction },
  newId: { places: ["engine"], default: "UUID v7", check: check.aFunction },
  instruments: { places: ["engine"], default: "none", check: check.anObject },
  file: { places: ["openSqliteStore"], default: "has to be given", check: check.text },
  driver: {
    places: ["openSqliteStore"],
    default: "the one in use, else the first that works",
    check: check.oneOf("better-sqlite3", "node"),
  },
  liveness: { places: ["openSqliteStore"], default: "locks on side files", check: check.liveness },
  fault: { places: ["openSqliteStore"], default: "none", check: check.aFunction },
};
