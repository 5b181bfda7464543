import type { Logger } from "../../execution/logger.js";

/** The default: warnings and errors only. */
export const consoleLogger: Logger = {
  warn: (details, message) => console.warn(`perdure: ${message}`, details),
  error: (details, message) => console.error(`perdure: ${message}`, details),
};
