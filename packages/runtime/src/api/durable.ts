import { PerdureError } from "../errors/perdure-error.js";
import { durableCallInTurn, invalidArgument } from "../generated/messages.js";
import { currentTurn } from "../execution/current-turn.js";
import { defaultEngine } from "../engine/default-engine.js";
import type { Engine } from "../engine/engine.js";
import { service } from "../services/service.js";
import { define, DEFINITION, type Defined } from "./definition.js";
import type { DurableContext } from "./durable-context.js";
import type { Handle } from "./handle.js";
import { checkOptions } from "./known-options.js";

export interface DurableOptions {
  /** Part of the function's id, so write it as a plain string. Default: its place in the source. */
  readonly name?: string;
}

export interface StartOptions {
  /** Starting again under the same id gives the same execution. Default: a new id. */
  readonly id?: string;
  /** Default: the default engine. */
  readonly engine?: Engine;
}

/** An async function that survives a crash. Calling it starts an execution and waits for its result. */
export interface DurableFunction<Args extends readonly unknown[], Result> extends Defined {
  (...args: Args): Promise<Result>;
  /** Starts an execution; resolves once it is stored. */
  start(args: Args, options?: StartOptions): Promise<Handle<Result>>;
}

type Body<Args extends readonly unknown[], Result> = (ctx: DurableContext, ...args: Args) => Promise<Result>;

interface Define {
  <Args extends readonly unknown[], Result>(body: Body<Args, Result>): DurableFunction<Args, Result>;
  <Args extends readonly unknown[], Result>(
    options: DurableOptions,
    body: Body<Args, Result>,
  ): DurableFunction<Args, Result>;
}

const definer =
  (kind: string): Define =>
  <Args extends readonly unknown[], Result>(
    first: DurableOptions | Body<Args, Result>,
    second?: Body<Args, Result>,
  ): DurableFunction<Args, Result> => {
    const options: DurableOptions = typeof first === "function" ? {} : first;
    const body = typeof first === "function" ? (first as Body<Args, Result>) : second;
    if (typeof body !== "function") {
      const hint = `Write \`durable.${kind}({ name: "..." }, async (ctx) => { ... })\`.`;
      const problem = `${typeof body} for the function`;
      throw new PerdureError(invalidArgument({ where: `durable.${kind}`, problem, hint }));
    }
    checkOptions(`durable.${kind}`, options, ["name"]);
    return durableFunction(options.name, body);
  };

function durableFunction<Args extends readonly unknown[], Result>(
  name: string | undefined,
  body: Body<Args, Result>,
): DurableFunction<Args, Result> {
  const shownName = name ?? (body.name || "anonymous");
  const start = async (args: Args, { engine, id }: StartOptions = {}): Promise<Handle<Result>> => {
    refuseInTurn(shownName);
    return (engine ?? (await defaultEngine())).start(defined, args, id === undefined ? {} : { id });
  };
  const call = async (...args: Args): Promise<Result> => {
    refuseInTurn(shownName);
    return (await start(args)).result();
  };
  const defined = Object.assign(call, { start, [DEFINITION]: { name: shownName, body } });
  define(name, body);
  return Object.defineProperty(defined, "name", { value: shownName });
}

function refuseInTurn(name: string): void {
  if (currentTurn()) throw new PerdureError(durableCallInTurn({ name }));
}

/** Makes async functions durable. The compiler must have seen the file: see the README's set-up. */
export const durable = {
  /** One operation of an application: a durable function. */
  function: definer("function"),
  /** A process of several steps: a durable function. */
  flow: definer("flow"),
  service,
};
