import { durableDefinition } from "../../api/definition.js";
import type { ObjectPorts } from "../../execution/execution-ports.js";
import { afterFailure } from "../../options/retry-policy.js";
import type { Execution } from "../../store/store.js";
import { objectIdOf } from "../../objects/object-definition.js";
import type { Core } from "../core.js";
import { crossByValue } from "../cross-by-value.js";
import { newObject } from "./new-object.js";

/** What the execution of a durable object gets; undefined for any other. */
export function objectPorts(core: Core, execution: Execution): ObjectPorts | undefined {
  const { object } = durableDefinition(execution.functionId, execution.id);
  if (!object) return undefined;
  const { className } = object;
  return {
    className,
    create: (args) => newObject(object, objectIdOf(object, execution.id), args),
    method: (name) => object.methods().get(name),
    afterFailure: ({ retry }, attempt, error) => afterFailure(retry, attempt, error, core.random),
    answer(live, call, outcome) {
      const { id, method, keptMs } = call;
      const what = `${className}.${method}`;
      const { text } = crossByValue(outcome, what, { maxBytes: core.maxValueBytes });
      live.outgoing.answers.push({ id, outcome: text, expiresAtMs: core.clock.now() + keptMs });
      core.runs.get(execution.id)?.calls.answered(live, call, outcome, text);
    },
    refused: ({ id }) => (core.refusedCalls.has(id) ? { error: core.refusedCalls.get(id) } : undefined),
    stoppedBy: () => core.runs.get(execution.id)?.calls.stoppedBy(),
  };
}
