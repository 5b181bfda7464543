import { ABI_VERSION, AWAIT, DONE, THROW, type ClosureCode, type Machine, type TaskCode } from "./abi.js";
import { currentTurn } from "./current-turn.js";

/** A durable function that calls a task and returns its result, as an execution of the task alone runs it. */
export function taskMachine(
  { id, scopes }: ClosureCode,
  { name, file }: TaskCode,
  bodyOver: (captured: readonly unknown[]) => object,
): Machine {
  return {
    abi: ABI_VERSION,
    id,
    hash: "task",
    name,
    file,
    kind: "async",
    bind(...given: readonly unknown[]) {
      return { captured: given.slice(0, scopes.length), args: given.slice(scopes.length + 1) };
    },
    step(frame, how, value) {
      if (how === THROW) throw value;
      if (frame.pc === 1) {
        frame.out = value;
        return DONE;
      }
      const { captured, args } = frame.locals as Record<"captured" | "args", readonly unknown[]>;
      frame.pc = 1;
      frame.out = currentTurn()!.callTask(bodyOver(captured), args);
      return AWAIT;
    },
    checkpoints: {
      1: { key: "task", kind: "await", line: 1, column: 1, source: `await ${name}(...)`, live: [] },
    },
  };
}
