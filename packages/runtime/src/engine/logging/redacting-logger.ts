import type { Logger } from "../../execution/logger.js";
import type { Redact } from "./redacted.js";

/** The engine's own lines, without the values of named fields. */
export const redactingLogger = (logger: Logger, redact: Redact): Logger => ({
  debug: (details, message) => logger.debug?.(redact(details), message),
  info: (details, message) => logger.info?.(redact(details), message),
  warn: (details, message) => logger.warn(redact(details), message),
  error: (details, message) => logger.error(redact(details), message),
});
