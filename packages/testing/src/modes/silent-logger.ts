import type { Logger } from "perdure";

/** The modes report what happened in their results. */
export const silentLogger: Logger = { warn: () => {}, error: () => {} };
