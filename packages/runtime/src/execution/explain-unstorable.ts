import type { Frame } from "../machine/abi.js";
import { checkpointOf, placeOf } from "../frames/place.js";
import { liveValueUnstorable } from "../generated/messages.js";
import { describeOperation } from "../operations/operation.js";
import { pathText, UnstorableError } from "../snapshot/index.js";
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
export function explainUnstorable(error: UnstorableError, { tasks, pending }: Written): UnstorableError {
  const [list, index, part, ...rest] = error.path;
  const frames = list === "tasks" ? framesOf(tasks[Number(index)]!) : [];
  if (part === "frames") {
    const [at, field, ...variable] = rest;
    const frame = frames[Number(at)]!;
    const path = variablePath(field === "live" ? variable : [field!, ...variable]);
    return refused(error, path, frame, frame.machine.name || "an anonymous function");
  }
  const waiting = list === "pending" ? pending[Number(index)]! : undefined;
  const operation = waiting?.kind === "foreign" ? undefined : waiting;
  const task = tasks.find(({ waitsFor }) => operation && waitsFor?.promise === operation.promise) ?? tasks[0];
  const frame = frames[0] ?? task?.frame ?? undefined;
  const captured = error.path.lastIndexOf("(captured)");
  const where = operation && part !== "promise" ? describeOperation(operation) : undefined;
  if (captured >= 0)
    return refused(error, variablePath(error.path.slice(captured + 1)), frame, where ?? "a callback");
  if (where === undefined) return refused(error, [], frame, "its result", "a promise");
  return refused(error, variablePath([part!, ...rest]), frame, where);
}

function refused(
  error: UnstorableError,
  path: Path,
  frame: Frame | undefined,
  where: string,
  name = pathText(path),
): UnstorableError {
  const source = (frame && checkpointOf(frame)?.source) ?? "";
  const place = frame ? placeOf(frame) : "its end";
  const { kind } = error;
  const message = () => liveValueUnstorable({ path: name, function: where, kind, place, source });
  return new UnstorableError(message, path, kind, { cause: error });
}

/** `order.items[3].socket`; the compiler's scope objects and a promise's outcome are no parts of the user's path. */
function variablePath(path: Path): Path {
  return path.filter(
    (part, index) =>
      part !== "(outcome)" &&
      path[index - 1] !== "(outcome)" &&
      (index > 0 || !String(part).startsWith("$scope_")),
  );
}
