import { DeadlockError } from "../../errors/deadlock-error.js";
import type { PendingOperation } from "../../operations/operation.js";
import { chainOf } from "./chain-of.js";
import type { Run } from "../run.js";

/** Calls of objects that wait for this execution, by way of others, are thrown at their awaits. */
export function findDeadlocks(run: Run, operations: readonly PendingOperation[]): void {
  const { core, live, execution, id } = run;
  for (const operation of operations) {
    if (operation.kind !== "object") continue;
    const { object, n } = operation;
    // It was sent only because the object lets such calls in.
    if (chainOf(core, execution).includes(object)) continue;
    run.checks += 1;
    void core.activity.during(async () => {
      let cycle: readonly string[] | null = null;
      try {
        cycle = await core.store.cycle(object, id, n);
      } catch (error) {
        core.logger.error({ execution: id, err: error }, "could not look for a deadlock");
      }
      run.checks -= 1;
      if (run.hasLeft) return;
      if (cycle && live.operations.has(n))
        run.receiveOwn(operation, { error: new DeadlockError(object, [id, ...cycle]) });
      else run.quiet();
    });
  }
}
