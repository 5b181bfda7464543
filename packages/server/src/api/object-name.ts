import type { Context } from "hono";
import { objectConfig, objectExecutionId, type Execution } from "perdure/engine";
import type { Parts } from "../coordinator-parts.js";
import { objectClassUnknown, objectIdTaken, objectNotFound } from "../generated/messages.js";
import { HttpError } from "../http-error.js";
import { list, name, optional } from "../shape/shape.js";
import { executionId } from "./request.js";

/** A class of durable objects, as far as the coordinator has to know it. */
export interface ObjectClass {
  readonly className: string;
  readonly prefix: string;
  /** Its id, and those that it had. */
  readonly ids: readonly [string, ...string[]];
}

export interface NamedObject extends ObjectClass {
  readonly id: string;
  readonly executionId: string;
}

/** The ids of a class, where the client has it loaded: its own, and those that it had. */
export const classIds = optional(list(name, 20));

/** The class that the path names: by its name, as workers have registered it, or by the ids given. HttpError: 404. */
export async function namedClass(
  { store }: Parts,
  context: Context,
  given: readonly string[] | undefined,
): Promise<ObjectClass> {
  const className = name(context.req.param("class"), "the class");
  if (given?.[0] !== undefined) return { className, prefix: className, ids: [given[0], ...given.slice(1)] };
  for (const method of await store.services()) {
    const config = objectConfig(method);
    if (!config || (method.method !== className && config.prefix !== className)) continue;
    const { prefix, ids } = config;
    return { className: method.method, prefix, ids: [method.functionId, ...ids] };
  }
  throw new HttpError(404, objectClassUnknown({ class: className.slice(0, 200) }));
}

/** The object that the path names, there or not. */
export async function namedObject(
  parts: Parts,
  context: Context,
  given: readonly string[] | undefined,
): Promise<NamedObject> {
  const ofClass = await namedClass(parts, context, given);
  const id = executionId(context.req.param("id"), "the id");
  return {
    ...ofClass,
    id,
    executionId: executionId(objectExecutionId(ofClass, id), "the id with its class"),
  };
}

/** Its execution; undefined where it does not exist. Throws an HttpError (409) where something else has the id. */
export async function findObject({ store }: Parts, object: NamedObject): Promise<Execution | undefined> {
  const execution = await store.find(object.executionId);
  if (!execution) return undefined;
  if (!object.ids.includes(execution.functionId))
    throw new HttpError(
      409,
      objectIdTaken({ id: object.executionId, class: object.className, function: execution.functionId }),
    );
  return execution.owner === null ? undefined : execution;
}

export const notFound = ({ id, className }: NamedObject): HttpError =>
  new HttpError(404, objectNotFound({ id, class: className }));
