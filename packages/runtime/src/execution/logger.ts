/** Where lines go. Has pino's shape: a pino logger fits as it is, and so does the console. */
export interface Logger {
  debug?(details: object, message?: string): void;
  info?(details: object, message?: string): void;
  warn(details: object, message?: string): void;
  error(details: object, message?: string): void;
  /** A logger that adds `bindings` to each line. Where it is there, each execution gets one of its own. */
  child?(bindings: object): Logger;
}

/** One level of `ctx.log`: with details, with a message alone, or with both. */
interface Line {
  (details: object, message?: string): void;
  (message: string): void;
}

/** `ctx.log`. Each line carries the execution's id, its function and the attempt. */
export interface Log {
  readonly debug: Line;
  readonly info: Line;
  readonly warn: Line;
  readonly error: Line;
}
