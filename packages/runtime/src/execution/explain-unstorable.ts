import type { Frame } from "../machine/abi.js";
import { PerdureError } from "../errors/perdure-error.js";
import { checkpointOf, placeOf } from "../frames/place.js";
import { liveValueUnstorable } from "../generated/messages.js";
import { describeOperation } from "../operations/operation.js";
import type { UnstorableError } from "../snapshot/index.js";
import type { Waiting } from "./encode-execution.js";
import type { Task } from "./task.js";
import { framesOf } from "./write-task.js";

type Path = readonly (string | number)[];

/** What a snapshot's lists hold, in their order. */
export interface Written {
  readonly tasks: readonly Task[];
  readonly pending: readonly Waiting[];
}

/** Puts the codec's path into the user's words: the variable, its function and the await that it crosses. */
export function explainUnstorable(error: UnstorableError, { tasks, pending }: Written): PerdureError {
  const [list, index, part, ...rest] = error.path;
  if (list === "pending") {
    const operation = pending[Number(index)]!;
    if (operation.kind === "foreign") return refused(error, "a promise", undefined, "its result");
    const task = tasks.find(({ waitsFor }) => waitsFor?.promise === operation.promise);
    const path: Path = part === undefined ? [] : [part, ...rest];
    return refused(error, variablePath(path), task?.frame ?? undefined, describeOperation(operation));
  }
  const task = list === "tasks" ? tasks[Number(index)] : undefined;
  const frames = task ? framesOf(task) : [];
  if (part !== "frames")
    return refused(error, "a promise", frames[0], frames[0]?.machine.name ?? "its result");
  const [at, field, ...variable] = rest;
  const frame = frames[Number(at)]!;
  const path = variablePath(field === "live" ? variable : [field!, ...variable]);
  return refused(error, path, frame, frame.machine.name);
}

function refused(
  error: UnstorableError,
  path: string,
  frame: Frame | undefined,
  where: string,
): PerdureError {
  const source = (frame && checkpointOf(frame)?.source) ?? "";
  const place = frame ? placeOf(frame) : "its end";
  const { kind } = error;
  return new PerdureError(liveValueUnstorable({ path, function: where, kind, place, source }), {
    cause: error,
  });
}

/** `order.items[3].socket`; the compiler's scope objects are not part of the user's path. */
function variablePath(path: Path): string {
  const visible = path.filter((part, index) => index > 0 || !String(part).startsWith("$scope_"));
  return visible.map((part, i) => (typeof part === "number" ? `[${part}]` : i ? `.${part}` : part)).join("");
}
