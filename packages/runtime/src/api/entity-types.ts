import type { ObjectOptions } from "../options/object-options.js";
import type { DurableObject } from "./durable-object.js";

/** What may be done with a state: the state comes first, then `ctx` where the handler is resumable, then the arguments. */
export type Handlers<State> = Readonly<Record<string, (state: State, ...args: never[]) => unknown>>;

/** What `durable.entity` is given. Its options are those of `durable.object`. */
export interface EntityDefinition<
  State extends object,
  Args extends readonly unknown[],
  Own extends Handlers<State>,
  Shared extends Handlers<State>,
> extends Omit<ObjectOptions, "shared" | "upgrade"> {
  /** The first state of an object, from its id and what it is created with. */
  readonly state: (id: string, ...args: Args) => State;
  /** They change the state in place, one call at a time. */
  readonly handlers: Own;
  /** They read what was committed last, without waiting in line; what they change is dropped. */
  readonly shared?: Shared;
  /** Turns the state that an older version has stored into one of this version. */
  upgrade?(state: Record<string, unknown>, fromVersion: number): State;
}

type Method<Handler> = Handler extends (state: never, ...rest: infer Rest) => infer Result
  ? (...rest: Rest) => Result
  : never;

/** What was written; nothing where it was left out. */
export type Written<All> = string extends keyof All ? unknown : All;

/** An object of an entity: its handlers without the state. */
export type EntityObject<All> = DurableObject & { readonly [Name in keyof All]: Method<All[Name]> };

/** An entity is a class of durable objects: `counter.getOrCreate(id)`, `ctx.getObject(counter, id)`. */
export type Entity<Args extends readonly unknown[], All> = Pick<
  typeof DurableObject,
  "getOrCreate" | "get" | "exists" | "destroy" | "list"
> &
  (new (id: string, ...args: Args) => EntityObject<All>);
