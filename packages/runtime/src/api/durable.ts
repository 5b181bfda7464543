import { carrier } from "../engine/carriers.js";
import { PerdureError } from "../errors/perdure-error.js";
import { invalidArgument } from "../generated/messages.js";
import { service } from "../services/service.js";
import { define, type DurableDefinition } from "./definition.js";
import type { DurableContext } from "./durable-context.js";
import type { DurableFunction } from "./durable-function.js";
import { functionPolicy, type FunctionOptions } from "../options/function-options.js";
import { entity } from "./entity.js";
import { durableFunction } from "./make-durable.js";
import { ref } from "./ref.js";
import { method, object, shared, withOptions } from "./object.js";
import { register } from "./register.js";
import { resource } from "./resource.js";
import { task } from "./task.js";
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
    const policy: DurableDefinition["policy"] = (defaults) =>
      functionPolicy(`durable.${kind}`, options, defaults);
    define(policy, body);
    return durableFunction(policy().name ?? (body.name || "anonymous"), { body, policy });
  };

/** Makes async functions durable. The compiler must have seen the file: see the README's set-up. */
export const durable = {
  /** One operation of an application: a durable function. */
  function: definer("function"),
  /** A process of several steps: a durable function. */
  flow: definer("flow"),
  /** A process whose steps are tasks: a durable function. */
  workflow: definer("workflow"),
  /** One step that is tried again as its options say, without a context. */
  task,
  /** Makes a class durable objects: as a decorator, or called with the class. */
  object,
  /** Options of a method of a durable object, as a decorator. */
  method,
  /** A method that reads the last commit of its object, as a decorator. */
  shared,
  withOptions,
  /** A class of durable objects from a state and its handlers. */
  entity,
  service,
  /** Runs a service's executions out of a coordinator's store, without a database here. See docs/coordinator.md. */
  getWorker,
  /** Lets executions take async context along: an AsyncLocalStorage, a trace context. See `Carrier`. */
  carrier,
  register,
  ref,
  resource,
};
