import type { Execution } from "perdure/engine";
import { ShapeError } from "../shape/shape.js";
import { named, type Handler } from "./api.js";
import { outcomeView } from "./view.js";

const WAIT_MS = 25_000;
const LONGEST_WAIT_MS = 60_000;

const isSettled = ({ outcome, status }: Execution): boolean => outcome !== null || status === "parked";

/** `GET /executions/{id}/result?wait=25000`: answers as soon as it has ended or is parked; 202 where it has not. */
export const result: Handler = async (parts, context) => {
  const untilMs = performance.now() + waitMs(context.req.query("wait"));
  for (;;) {
    const told = parts.ends.listen(context.req.param("id") ?? "");
    try {
      const execution = await named(parts, context);
      if (isSettled(execution)) return { json: outcomeView(execution) };
      const leftMs = untilMs - performance.now();
      if (leftMs <= 0 || parts.ends.isClosed) return { status: 202, json: outcomeView(execution) };
      await told.within(leftMs);
    } finally {
      told.stop();
    }
  }
};

function waitMs(given: string | undefined): number {
  if (given === undefined) return WAIT_MS;
  if (!/^\d{1,15}$/.test(given)) throw new ShapeError("wait", "milliseconds, a whole number");
  return Math.min(Number(given), LONGEST_WAIT_MS);
}
