import type { Log, Logger } from "perdure";

/** The modes report what happened in their results. */
export const silentLogger: Logger = { warn: () => {}, error: () => {} };

const line = (): void => {};

/** `ctx.log` of plain mode. */
export const silentLog: Log = { debug: line, info: line, warn: line, error: line };
