import type { Logger } from "./options.js";

export const consoleLogger: Logger = {
  warn: (details, message) => console.warn(`perdure: ${message}`, details),
  error: (details, message) => console.error(`perdure: ${message}`, details),
};
