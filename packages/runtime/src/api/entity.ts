import { PerdureError } from "../errors/perdure-error.js";
import { entityInvalid, entityStateInvalid } from "../generated/messages.js";
import { machineOf } from "../machine/compiled.js";
import { handlerMethod } from "../machine/handler-machine.js";
import { entityPlace, objectClass, type EntityPlace } from "../machine/object-class.js";
import { readOptions } from "../options/known-options.js";
import { shownValue } from "../options/shown-value.js";
import type { ObjectOptions } from "../options/object-options.js";
import { DurableObject } from "./durable-object.js";
import type { Entity, EntityDefinition, Handlers, Written } from "./entity-types.js";
import { object } from "./object.js";
import type { AnyObjectClass } from "./stub-types.js";

type AnyHandler = (state: unknown, ...args: readonly unknown[]) => unknown;
type Given = ObjectOptions & {
  readonly state: (id: string, ...args: readonly unknown[]) => unknown;
  readonly handlers: Readonly<Record<string, AnyHandler>>;
};

/**
 * Declares objects by their state and by what may be done with it: gives a class of durable objects. Throws as
 * `readOptions` does for wrong options, and PD2240.
 */
export function entity<
  State extends object,
  Args extends readonly unknown[],
  Own extends Handlers<State>,
  Shared extends Handlers<State>,
>(definition: EntityDefinition<State, Args, Own, Shared>): Entity<Args, Own & Written<Shared>> {
  return declare(definition as never, entityPlace(definition)) as never;
}

function declare(
  definition: Given & { readonly shared?: object },
  place: EntityPlace | undefined,
): AnyObjectClass {
  const given = readOptions("entity", "durable.entity", definition);
  const { state, handlers, shared, upgrade, ...options } = given;
  const name = options.name ?? place?.id.split("#").at(-1) ?? "entity";
  const refuse = (problem: string, hint: string): never => {
    throw new PerdureError(entityInvalid({ name, problem, hint }));
  };
  if (!state) refuse("it has no state", "Write `state: () => ({ ... })`.");
  if (!handlers) refuse("it has no handlers", "Write `handlers: { add(state, by: number) { ... } }`.");
  if (shared !== undefined && (typeof shared !== "object" || Array.isArray(shared)))
    refuse("`shared` is no object of functions", "Write `shared: { value: (state) => state.count }`.");
  const readers = (shared ?? {}) as Readonly<Record<string, AnyHandler>>;
  for (const reader of Object.keys(readers))
    if (Object.hasOwn(handlers, reader))
      refuse(`it has "${reader}" twice`, "Give the handler and the shared one different names.");
  const Class = classOf(name, state);
  for (const [method, handler] of Object.entries({ ...handlers, ...readers })) {
    if (HIDDEN.has(method)) refuse(`a handler is called "${method}"`, "Give it another name.");
    const isReader = Object.hasOwn(readers, method);
    if (machineOf(handler) || mentionsContext(handler)) {
      if (isReader) refuse(`"${method}" is shared and takes a context`, "Leave one of them out.");
      if (place && !machineOf(handler))
        refuse(
          `its handler "${method}" is not compiled`,
          "Write the handler into the handlers, and its ctx with its type.",
        );
    }
    const value =
      machineOf(handler) && place ? handlerMethod(place, method, handler) : methodOf(method, handler);
    Object.defineProperty(Class.prototype, method, { value, writable: true, configurable: true });
  }
  object(
    {
      ...(options as ObjectOptions),
      shared: Object.keys(readers),
      ...(upgrade && {
        upgrade: (fields: Record<string, unknown>, from: number) => ({
          ...fields,
          $state: upgrade(fields["$state"] as Record<string, unknown>, from),
        }),
      }),
    },
    Class,
  );
  if (place) objectClass(Class, place.id);
  return Class;
}

const HIDDEN: ReadonlySet<string> = new Set(["constructor", "then", "id", "$state"]);

/** The objects: an id and a state. */
function classOf(name: string, first: Given["state"]): AnyObjectClass {
  const Class = class extends DurableObject {
    readonly $state: object;

    constructor(id: string, ...args: readonly unknown[]) {
      super(id);
      const state = first(id, ...args);
      if (typeof state !== "object" || state === null)
        throw new PerdureError(entityStateInvalid({ name, problem: shownValue(state) }));
      this.$state = state;
    }
  };
  return Object.defineProperty(Class, "name", { value: name }) as unknown as AnyObjectClass;
}

/** What is not compiled runs to its end in memory. A plain run tells by the parameter's name that it gets the context. */
function methodOf(name: string, handler: AnyHandler): object {
  type Self = { readonly $state: unknown };
  const method = mentionsContext(handler)
    ? { async method(this: Self, ctx: unknown, ...args: readonly unknown[]) { return handler(this.$state, ctx, ...args); } }.method // prettier-ignore
    : function (this: Self, ...args: readonly unknown[]) { return handler(this.$state, ...args); }; // prettier-ignore
  return Object.defineProperty(method, "name", { value: name });
}

/** Whether its second parameter is called `ctx`. */
const mentionsContext = (handler: AnyHandler): boolean => /^[^(]*\(\s*[^,()]+,\s*ctx\b/.test(String(handler));
