import { ObjectMissingError } from "../../errors/object-missing-error.js";
import { DeadlockError } from "../../errors/deadlock-error.js";
import { PerdureError } from "../../errors/perdure-error.js";
import { methodUnknown } from "../../generated/messages.js";
import type { SentCall } from "../../execution/execution-ports.js";
import { writeCall } from "../../objects/object-call.js";
import { objectExecutionId, type ObjectDefinition } from "../../objects/object-definition.js";
import { objectOf } from "../../objects/object-stub.js";
import type { StubTarget } from "../../objects/stub.js";
import { decode, encode } from "../../snapshot/index.js";
import type { Execution, NewExecution } from "../../store/store.js";
import { chainOf } from "./chain-of.js";
import type { Core } from "../core.js";
import { crossByValue } from "../cross-by-value.js";

/** What a stub leads to: the object's execution and its method. Throws PD2222 where the class does not have it. */
export function calledMethod({ Class, id }: StubTarget, name: string) {
  const { classId, definition } = objectOf(Class);
  const method = definition.methods().get(name);
  if (!method) throw new PerdureError(methodUnknown({ class: definition.className, method: name }));
  return { classId, definition, method, object: objectExecutionId(definition, id) };
}

/** The row of an object that is to be created. */
export const newObjectRow = (
  core: Core,
  classId: string,
  definition: ObjectDefinition,
  { id, args = [] }: Pick<StubTarget, "id" | "args">,
): NewExecution => {
  const { tags } = definition.policy();
  return {
    id: objectExecutionId(definition, id),
    functionId: classId,
    input: encode([...args]),
    createdAtMs: core.clock.now(),
    ...(tags.length > 0 && { tags }),
  };
};

/** A call from durable code: it leaves with the caller's commit. */
export function objectCall(
  core: Core,
  caller: Execution,
  target: StubTarget,
  call: { readonly id: string; readonly method: string; readonly args: readonly unknown[] },
): SentCall {
  const { id, method: name, args } = call;
  const { classId, definition, method, object } = calledMethod(target, name);
  const chain = chainOf(core, caller);
  const { isShared } = method;
  const at = chain.indexOf(object);
  if (at >= 0 && !isShared && !definition.isReentrant)
    throw new DeadlockError(object, [...chain.slice(at), object]);
  const text = encode([...args]);
  const missing = new ObjectMissingError(definition.className, target.id);
  const sentAtMs = core.clock.now();
  return {
    label: `${definition.className}.${name}`,
    object,
    creates: target.args && newObjectRow(core, classId, definition, target),
    copy: decode(text) as readonly unknown[],
    timeoutMs: target.policy.timeoutMs,
    call: isShared
      ? undefined
      : {
          object,
          sentAtMs,
          returns: at >= 0,
          payload: writeCall({ id, caller: caller.id, method: name, args: text, chain, keptMs: 0 }),
          missing: crossByValue({ error: missing }, object).text,
        },
  };
}
