import { currentTurn } from "../machine/current-turn.js";
import { carrier } from "../engine/carriers.js";
import { defaultEngine } from "../engine/default-engine.js";
import { ExecutionHandle } from "../engine/execution-handle.js";
import type { Engine } from "../engine/engine.js";
import { PerdureError } from "../errors/perdure-error.js";
import { durableCallInTurn, invalidArgument } from "../generated/messages.js";
import { service } from "../services/service.js";
import { define, DEFINITION, type DurableDefinition } from "./definition.js";
import type { DurableContext } from "./durable-context.js";
import type { DurableFunction, StartOptions } from "./durable-function.js";
import { checkArguments, checkText } from "../options/arguments.js";
import { readOptions } from "../options/known-options.js";
import { functionPolicy, type FunctionOptions } from "../options/function-options.js";
import type { Handle } from "./handle.js";
import { ref } from "./ref.js";
import { register } from "./register.js";
import { resource } from "./resource.js";
import { getWorker } from "./worker.js";

type Body<Args extends readonly unknown[], Result> = (ctx: DurableContext, ...args: Args) => Promise<Result>;

interface Define {
  <Args extends readonly unknown[], Result>(body: Body<Args, Result>): DurableFunction<Args, Result>;
  <Args extends readonly unknown[], Result>(
    options: FunctionOptions,
    body: Body<Args, Result>,
  ): DurableFunction<Args, Result>;
}

const definer =
  (kind: string): Define =>
  <Args extends readonly unknown[], Result>(
    first: FunctionOptions | Body<Args, Result>,
    second?: Body<Args, Result>,
  ): DurableFunction<Args, Result> => {
    const options: FunctionOptions = typeof first === "function" ? {} : first;
    const body = typeof first === "function" ? (first as Body<Args, Result>) : second;
    if (typeof body !== "function") {
      const hint = `Write \`durable.${kind}({ name: "..." }, async (ctx) => { ... })\`.`;
      const problem = `${typeof body} for the function`;
      throw new PerdureError(invalidArgument({ where: `durable.${kind}`, problem, hint }));
    }
    return durableFunction((defaults) => functionPolicy(`durable.${kind}`, options, defaults), body);
  };

function durableFunction<Args extends readonly unknown[], Result>(
  policy: DurableDefinition["policy"],
  body: Body<Args, Result>,
): DurableFunction<Args, Result> {
  const shownName = policy().name ?? (body.name || "anonymous");
  const start = async (args: Args, given?: StartOptions): Promise<Handle<Result>> => {
    if (currentTurn()) throw new PerdureError(durableCallInTurn({ name: shownName }));
    const { engine, ...options } = readOptions("fn.start", `${shownName}.start`, given);
    checkArguments(`${shownName}.start`, args);
    return (engine ?? (await defaultEngine())).start(defined, args, options);
  };
  const call = async (...args: Args): Promise<Result> => (await start(args)).result();
  /** Inside a durable function a call is `ctx.call`: a child. */
  const callOrChild = (...args: Args): Promise<Result> => {
    const turn = currentTurn();
    return turn ? (turn.callFunction(defined, args) as Promise<Result>) : call(...args);
  };
  const get = (id: string, options?: { readonly engine?: Engine }): Handle<Result> => {
    const { engine } = readOptions("fn.get", `${shownName}.get`, options);
    checkText(`${shownName}.get`, "the id", id);
    return new ExecutionHandle<Result>(id, async () => (engine ?? (await defaultEngine())).core);
  };
  const defined: DurableFunction<Args, Result> = Object.assign(callOrChild, {
    start,
    get,
    [DEFINITION]: { name: shownName, body, schemas: () => policy() },
  });
  define(policy, body);
  return Object.defineProperty(defined, "name", { value: shownName });
}

/** Makes async functions durable. The compiler must have seen the file: see the README's set-up. */
export const durable = {
  /** One operation of an application: a durable function. */
  function: definer("function"),
  /** A process of several steps: a durable function. */
  flow: definer("flow"),
  service,
  /** Runs a service's executions out of a coordinator's store, without a database here. See docs/coordinator.md. */
  getWorker,
  /** Lets executions take async context along: an AsyncLocalStorage, a trace context. See `Carrier`. */
  carrier,
  register,
  ref,
  resource,
};
