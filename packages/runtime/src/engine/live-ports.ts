import { definitionOf, durableDefinition, type Defined } from "../api/definition.js";
import type { FunctionPolicy } from "../options/function-options.js";
import type { ExecutionPorts } from "../execution/execution-ports.js";
import { PerdureError } from "../errors/perdure-error.js";
import { notCompiled } from "../generated/messages.js";
import { closureRecord } from "../machine/closure.js";
import { stepPolicy } from "../options/step-policy.js";
import { isStep } from "../operations/operation.js";
import { PAGE_LIMITS } from "../snapshot/pages/index.js";
import { findFunction, type Elsewhere } from "../services/route.js";
import { encode } from "../snapshot/index.js";
import type { Execution } from "../store/store.js";
import { objectPorts } from "./objects/object-ports.js";
import { objectCall } from "./objects/object-call.js";
import { aroundOf } from "./around.js";
import type { Core } from "./core.js";
import { readOutcome } from "./cross-by-value.js";
import { decodeInput, encodeInput } from "./execution-input.js";
import { newHeader, readHeader } from "./header.js";
import { chainOf } from "./objects/chain-of.js";
import { historyEntry } from "./history-entry.js";
import { parkingOf } from "./park-execution.js";
import { parkRun } from "./park-run.js";
import { restoreErrorOf } from "./read-stored.js";
import { report } from "./report.js";

/** What an execution's live objects get from the engine. */
export function executionPorts(core: Core, execution: Execution, policy: FunctionPolicy): ExecutionPorts {
  const { id } = execution;
  const { record } = policy;
  return {
    nowMs: core.clock.now,
    log: core.logOf(execution),
    around: aroundOf(core, execution, readHeader(execution)),
    childHeader: (child) => newHeader(core, child, chainOf(core, execution)),
    object: objectPorts(core, execution),
    objectCall: (target, call) => objectCall(core, execution, target, call),
    operations: record ? { ...core.operationDefaults, record } : core.operationDefaults,
    pageLimits: core.instruments.pages ? { ...PAGE_LIMITS, ...core.instruments.pages } : PAGE_LIMITS,
    holdsAtSettled: core.instruments.freezeDry ?? false,
    quiet(live) {
      const run = core.runs.get(id);
      if (run?.live === live) run.quiet();
    },
    settled(live, operation, outcome, text) {
      report({ core, live }, operation, outcome);
      if (operation.kind === "state") return;
      core.runs.get(id)?.history.push(historyEntry(operation, outcome, text, core.clock.now()));
    },
    cancelStep(_, operation, error) {
      if (!isStep(operation)) return;
      // One whose code runs ends when that does.
      if (core.steps.isInFlight(id, operation.n)) core.steps.cancel(id, operation.n, error, false);
      else core.runs.get(id)?.receiveOwn(operation, { error });
    },
    readOutcome,
    unreadable(live, what, error) {
      const run = core.runs.get(id);
      if (run?.live === live) void parkRun(run, parkingOf(restoreErrorOf(id, what, error)));
    },
    functionOf: (service, method) => findFunction(core.services(), service, method, core.storeServices),
    taskOf(body, operations) {
      const record = closureRecord(body);
      if (!record) throw new PerdureError(notCompiled({ name: (body as Function).name || "a task" }));
      const { name, task } = durableDefinition(record.id);
      return { name, policy: task ? task.policy(operations) : stepPolicy("ctx.run", undefined, operations) };
    },
    childInput(durableFunction, args) {
      if ("functionId" in durableFunction) {
        const input = encode([...args]);
        const { functionId } = durableFunction as Elsewhere;
        return { functionId, input, tags: [], copy: decodeInput(input).args, elsewhere: true };
      }
      const fn = durableFunction as Defined & object;
      const input = encodeInput(fn, args);
      const definition = definitionOf(fn);
      const { id: functionId } = definition;
      const policy = core.policyOf(definition);
      return { functionId, input, tags: policy.tags, copy: decodeInput(input).args };
    },
  };
}
