import { durableDefinition } from "../../api/definition.js";
import { PerdureError } from "../../errors/perdure-error.js";
import { instanceOf } from "../../execution/object-machine.js";
import { restoreExecution } from "../../execution/restore-execution.js";
import { methodUnknown } from "../../generated/messages.js";
import { CREATED } from "../../objects/object-call.js";
import type { Core } from "../core.js";
import { missing, sendCall } from "./object-callers.js";
import { newLive } from "../start-run.js";

/** Calls a shared method on a copy of what an object has committed last. Gives what it returned, which is not copied. */
export async function readObject(
  core: Core,
  object: string,
  name: string,
  args: readonly unknown[],
): Promise<unknown> {
  let loaded = await core.store.load(object);
  if (loaded?.execution.snapshot === null && loaded.execution.outcome === null) {
    await sendCall(core, { object, method: CREATED, args: "[]", policy: {} });
    loaded = await core.store.load(object);
  }
  const snapshot = loaded?.execution.snapshot ?? null;
  if (!loaded || snapshot === null) throw missing(object);
  const definition = durableDefinition(loaded.execution.functionId, object);
  const live = newLive(core, loaded, core.policyOf(definition));
  restoreExecution(live, snapshot, loaded.pages);
  live.close();
  const method = definition.object?.methods().get(name);
  if (!method?.isShared) throw new PerdureError(methodUnknown({ class: definition.name, method: name }));
  return method.fn.apply(instanceOf(live), [...args]);
}
