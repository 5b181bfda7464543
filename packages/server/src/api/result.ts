import type { Execution } from "perdure/engine";
import { named, type Handler } from "./api.js";
import { outcomeView } from "./view.js";
import { waitFor, waitMs } from "./wait.js";

const isSettled = ({ outcome, status }: Execution): boolean => outcome !== null || status === "parked";

/** `GET /executions/{id}/result?wait=25000`: answers as soon as it has ended or is parked; 202 where it has not. */
export const result: Handler = async (parts, context) => {
  let last!: Execution;
  const settled = await waitFor(parts, waitMs(context), context.req.param("id") ?? "", async () => {
    last = await named(parts, context);
    return isSettled(last) ? last : undefined;
  });
  return settled ? { json: outcomeView(settled) } : { status: 202, json: outcomeView(last) };
};
