import { encode, objectConfig, type Execution, type NewExecution } from "perdure/engine";
import { idTakenByAnother, methodUnknown } from "../generated/messages.js";
import { HttpError } from "../http-error.js";
import type { Parts } from "../coordinator-parts.js";
import { anything, list, name, optional, record, ShapeError, text } from "../shape/shape.js";
import type { Handler } from "./api.js";
import { encodedText, encodePlain, executionId, time } from "./request.js";
import { executionView } from "./view.js";

const BODY = record({
  functionId: optional(name),
  service: optional(name),
  method: optional(name),
  id: optional(executionId),
  args: optional(list(anything, 1000)),
  /** The arguments as the client's codec writes them, instead of `args`. */
  encoded: optional(text),
  /** What the client's engine would write beside the arguments, where it has a codec of its own. */
  header: optional(text),
  tags: optional(list(name, 100)),
  at: optional(time),
});

/** A worker checks the arguments by the function's schemas, which are not known here. */
const UNCHECKED = encode({ unchecked: true });
/** Begins what a codec has written, which may be another text each time. */
const CODED = "~";

/** `POST /executions` */
export const start: Handler = async (parts, _, body) => {
  const { id = parts.newId(), args, encoded, header = UNCHECKED, tags, at, ...callee } = BODY(body, "");
  if (args && encoded !== undefined) throw new ShapeError("encoded", "left out where args is given");
  const functionId = await functionOf(parts, callee);
  const input =
    encoded === undefined ? encodePlain([...(args ?? [])], "args") : encodedText(encoded, "encoded");
  const createdAtMs = parts.nowMs();
  const request: NewExecution = {
    id,
    functionId,
    input,
    createdAtMs,
    header,
    ...(at !== undefined && { dueAtMs: at }),
    ...(tags && { tags }),
  };
  const { created, execution } = await parts.store.create(request, null);
  if (created) parts.changes.wrote();
  else checkSame(execution, functionId, input);
  return { status: created ? 201 : 200, json: { ...executionView(execution), created } };
};

async function functionOf(
  { store }: Parts,
  { functionId, service, method }: Pick<ReturnType<typeof BODY>, "functionId" | "service" | "method">,
): Promise<string> {
  if (functionId !== undefined) {
    if (service !== undefined || method !== undefined)
      throw new ShapeError("service", "left out where functionId is given");
    return functionId;
  }
  if (service === undefined || method === undefined)
    throw new ShapeError("functionId", "given, or else service and method");
  const found = (await store.services()).find(
    (each) => each.service === service && each.method === method && !objectConfig(each),
  );
  if (!found) throw new HttpError(404, methodUnknown({ service, method }));
  return found.functionId;
}

function checkSame({ id, ...execution }: Execution, functionId: string, input: string): void {
  const refuse = (difference: string) => new HttpError(409, idTakenByAnother({ id, difference }));
  if (execution.functionId !== functionId) throw refuse(`the function "${execution.functionId}"`);
  if (execution.input !== input && !input.startsWith(CODED)) throw refuse("other arguments");
}
