import type { Core } from "../core.js";

/** A line names so many of each kind. */
const NAMED = 20;

/** Says what the end of the engine cuts off: its next owner runs it again. */
export function logCutOff({ steps, runs, logger }: Core): void {
  const { inFlight } = steps;
  const outside = [...runs.values()].filter(({ live }) => live.isForeign).map(({ id }) => id);
  if (inFlight.length > 0) {
    const details = { steps: inFlight.slice(0, NAMED), count: inFlight.length };
    logger.warn(
      details,
      "the engine stops before these steps have ended; they run again, under the same keys",
    );
  }
  if (outside.length > 0) {
    const details = { executions: outside.slice(0, NAMED), count: outside.length };
    logger.warn(
      details,
      "the engine stops while these wait for something that is not durable; that code runs again",
    );
  }
}
