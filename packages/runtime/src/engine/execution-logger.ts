import type { Logger } from "../execution/logger.js";

/** `ctx.log`: the engine's logger, with the execution's id in each line. */
export const executionLogger = (logger: Logger, execution: string): Logger => ({
  debug: (details, message) => logger.debug?.({ execution, ...details }, message),
  info: (details, message) => logger.info?.({ execution, ...details }, message),
  warn: (details, message) => logger.warn({ execution, ...details }, message),
  error: (details, message) => logger.error({ execution, ...details }, message),
});
