import type { Engine } from "../engine/engine.js";
import { ExecutionHandle } from "../engine/execution-handle.js";
import { PerdureError } from "../errors/perdure-error.js";
import { durableCallInTurn } from "../generated/messages.js";
import { currentTurn } from "../machine/current-turn.js";
import { outerCaller } from "../machine/outer-caller.js";
import { checkArguments, checkText } from "../options/arguments.js";
import { readOptions } from "../options/known-options.js";
import { DEFINITION, type Defined } from "./definition.js";
import type { DurableFunction, StartOptions } from "./durable-function.js";
import { engineInUse } from "./engine-in-use.js";
import type { Handle } from "./handle.js";

/** The function that users call, start and look executions up with. */
export function durableFunction<Args extends readonly unknown[], Result>(
  name: string,
  definition: Omit<Defined[typeof DEFINITION], "name">,
): DurableFunction<Args, Result> {
  const start = async (args: Args, given?: StartOptions): Promise<Handle<Result>> => {
    if (currentTurn()) throw new PerdureError(durableCallInTurn({ name }));
    const { engine, ...options } = readOptions("fn.start", `${name}.start`, given);
    checkArguments(`${name}.start`, args);
    return (await engineInUse(engine)).start(defined, args, options);
  };
  /** Inside a durable function a call is `ctx.call`: a child, or a task's step. */
  const call = async (...args: Args): Promise<Result> => (await start(args)).result();
  const callOrChild = (...args: Args): Promise<Result> => {
    const caller = currentTurn() ?? outerCaller();
    return caller ? (caller.callFunction(defined, args) as Promise<Result>) : call(...args);
  };
  const get = (id: string, options?: { readonly engine?: Engine }): Handle<Result> => {
    const { engine } = readOptions("fn.get", `${name}.get`, options);
    checkText(`${name}.get`, "the id", id);
    return new ExecutionHandle<Result>(id, async () => (await engineInUse(engine)).core);
  };
  const defined: DurableFunction<Args, Result> = Object.assign(callOrChild, {
    start,
    get,
    [DEFINITION]: { name, ...definition },
  });
  return Object.defineProperty(defined, "name", { value: name });
}
