import { currentTurn } from "../machine/current-turn.js";
import { references } from "../machine/reference.js";
import { processWide } from "../machine/process-wide.js";
import type { CallPolicy } from "../options/object-options.js";
import { methodNames } from "./object-methods.js";

/** What a stub stands for. */
export interface StubTarget {
  readonly Class: { readonly name: string };
  readonly id: string;
  /** The constructor's, after the id: the object is created where it does not exist. Undefined: it is not. */
  readonly args: readonly unknown[] | undefined;
  readonly policy: CallPolicy;
  /** How it is called from outside of durable code; undefined: on the default engine. */
  readonly outside: CallOutside | undefined;
}

export type CallOutside = (stub: object, method: string, args: readonly unknown[]) => Promise<unknown>;

/** Contexts have it: one that is passed to a stub is dropped. */
export const CONTEXT = Symbol.for("perdure.context");

const stubs = processWide("perdure.stubs", () => ({
  targets: new WeakMap<object, StubTarget>(),
  prototypes: new WeakMap<object, object>(),
  /** The default engine's, set by the API. */
  outside: undefined as CallOutside | undefined,
}));

export const onDefaultEngine = (call: CallOutside): void => void (stubs.outside = call);

/** What a stub stands for; undefined where the value is none. */
export const stubTarget = (value: unknown): StubTarget | undefined =>
  typeof value === "object" && value !== null ? stubs.targets.get(value) : undefined;

/** An object that has the methods of a durable object's class; each call of one is a message to the object. */
export function newStub(target: StubTarget): object {
  return fillStub(Object.create(prototypeFor(target.Class)) as object, target);
}

export function fillStub(stub: object, target: StubTarget): object {
  stubs.targets.set(stub, target);
  return stub;
}

/** What stubs of a class inherit from. */
export function prototypeFor(Class: object): object {
  const known = stubs.prototypes.get(Class);
  if (known) return known;
  const prototype = Object.create(null, {
    id: { get: idOf, enumerable: true },
    [Symbol.toStringTag]: { value: "DurableObjectStub" },
  }) as Record<string, unknown>;
  for (const name of methodNames(Class)) {
    const method = {
      [name](this: object, ...args: unknown[]): Promise<unknown> {
        return call(this, name, args);
      },
    };
    Object.defineProperty(prototype, name, { value: method[name], enumerable: false });
  }
  stubs.prototypes.set(Class, prototype);
  return prototype;
}

/** Stands for a class that this process has not loaded: its stubs have a method of every name. */
export function unloadedClass(name: string): StubTarget["Class"] {
  const Class = { name };
  const methods = new Map<string, unknown>();
  const method = (key: string): unknown => {
    if (!methods.has(key))
      methods.set(key, function (this: object, ...args: unknown[]): Promise<unknown> {
        return call(this, key, args);
      });
    return methods.get(key);
  };
  const get = (_: object, key: string | symbol) =>
    typeof key === "symbol" || NO_METHODS.has(key) ? undefined : method(key);
  const prototype = Object.create(new Proxy(Object.create(null) as object, { get }), {
    id: { get: idOf, enumerable: true },
    [Symbol.toStringTag]: { value: "DurableObjectStub" },
  }) as object;
  stubs.prototypes.set(Class, prototype);
  return Class;
}

/** What others ask any object for: one that had a `then` would be awaited. */
const NO_METHODS: ReadonlySet<string> = new Set(["then", "constructor", "toJSON"]);

/** A method of a stub may be live across an await, as where the arguments of its call are awaited. */
export function nameStubMethods(Class: object, id: string): void {
  const reads = methodNames(Class).map((name) => {
    const read = (): unknown => (prototypeFor(Class) as Record<string, unknown>)[name];
    return [name, read] as const;
  });
  references(`${id}/stub`, Object.fromEntries(reads));
}

function idOf(this: object): string | undefined {
  return stubs.targets.get(this)?.id;
}

async function refused(problem: string): Promise<never> {
  throw new TypeError(problem);
}

function call(stub: object, method: string, given: readonly unknown[]): Promise<unknown> {
  const target = stubs.targets.get(stub);
  if (!target) return refused(`The method "${method}" of a durable object was called without its stub.`);
  const [first] = given;
  const args = typeof first === "object" && first !== null && CONTEXT in first ? given.slice(1) : given;
  const turn = currentTurn();
  if (turn) return turn.callObject(stub, method, args);
  return (target.outside ?? stubs.outside!)(stub, method, args);
}
