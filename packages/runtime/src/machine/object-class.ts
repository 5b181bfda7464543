import { processWide } from "./process-wide.js";
import { registerNamed } from "./reference.js";

interface Known {
  /** The ids that the compiler gave to classes of durable objects. */
  readonly ids: WeakMap<object, string>;
  /** Classes that were declared before their static blocks have run, as decorators do it. */
  readonly waiting: WeakMap<object, (id: string) => void>;
  /** What a decorator said about a method. */
  readonly marks: WeakMap<object, object>;
}

const known = processWide<Known>("perdure.object-classes", () => ({
  ids: new WeakMap(),
  waiting: new WeakMap(),
  marks: new WeakMap(),
}));

/** Called by compiled code inside the class of a durable object: its id in snapshots and rows. */
export function objectClass(Class: object, id: string): void {
  known.ids.set(Class, id);
  registerNamed(id, Class);
  known.waiting.get(Class)?.(id);
  known.waiting.delete(Class);
}

/** Where an entity is known from. */
export interface EntityPlace {
  readonly id: string;
  /** The source path inside the package. */
  readonly file: string;
}

const entities = processWide("perdure.entities", () => new WeakMap<object, EntityPlace>());

/** Called by compiled code around what it gives to `durable.entity`. */
export function entity<T>(place: EntityPlace, definition: T): T {
  if (typeof definition === "object" && definition !== null) entities.set(definition, place);
  return definition;
}

/** Undefined where an entity was not compiled. */
export const entityPlace = (definition: object): EntityPlace | undefined => entities.get(definition);

/** The id of a durable object's class; undefined where it was not compiled. */
export const objectClassId = (Class: object): string | undefined => known.ids.get(Class);

/** Calls `then` with the class's id: now, or as soon as compiled code gives it. */
export function whenCompiled(Class: object, then: (id: string) => void): void {
  const id = known.ids.get(Class);
  if (id === undefined) known.waiting.set(Class, then);
  else then(id);
}

/** Adds to what is said about a method. */
export const markMethod = (method: object, mark: object): void =>
  void known.marks.set(method, { ...known.marks.get(method), ...mark });

export const markOf = (method: object): object | undefined => known.marks.get(method);

/** A machine takes the place of the method that a decorator has seen. */
export function moveMark(from: unknown, to: unknown): void {
  const mark = typeof from === "function" ? known.marks.get(from) : undefined;
  if (mark && typeof to === "function") known.marks.set(to, mark);
}
