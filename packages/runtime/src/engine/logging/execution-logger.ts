import type { Log, Logger } from "../../execution/logger.js";
import type { Redact } from "./redacted.js";

type Level = "debug" | "info" | "warn" | "error";

/**
 * `ctx.log`: the engine's logger, with what the line is about. Its child logger, where it makes one, is made with the
 * first line. Levels that the logger does not have are dropped.
 */
export class ExecutionLogger implements Log {
  readonly #logger: Logger;
  readonly #about: object;
  readonly #redact: Redact;
  #child: Logger | undefined;

  constructor(logger: Logger, about: object, redact: Redact) {
    this.#logger = logger;
    this.#about = about;
    this.#redact = redact;
  }

  debug(details: object | string, message?: string): void {
    this.#write("debug", details, message);
  }

  info(details: object | string, message?: string): void {
    this.#write("info", details, message);
  }

  warn(details: object | string, message?: string): void {
    this.#write("warn", details, message);
  }

  error(details: object | string, message?: string): void {
    this.#write("error", details, message);
  }

  #write(level: Level, details: object | string, message: string | undefined): void {
    const child = (this.#child ??= this.#logger.child?.(this.#about) ?? bound(this.#logger, this.#about));
    if (typeof details === "string") child[level]?.({}, details);
    else child[level]?.(this.#redact(details), message);
  }
}

/** A child of a logger that makes none. */
const bound = (logger: Logger, about: object): Logger => ({
  debug: (details, message) => logger.debug?.(withAbout(about, details), message),
  info: (details, message) => logger.info?.(withAbout(about, details), message),
  warn: (details, message) => logger.warn(withAbout(about, details), message),
  error: (details, message) => logger.error(withAbout(about, details), message),
});

/** As pino does, an error becomes the field `err`: it would lose its message where it is spread. */
const withAbout = (about: object, details: object): object =>
  details instanceof Error ? { ...about, err: details } : { ...about, ...details };
