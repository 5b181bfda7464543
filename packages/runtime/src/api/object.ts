import { PerdureError } from "../errors/perdure-error.js";
import { invalidArgument, objectInvalid } from "../generated/messages.js";
import { setClassVersion } from "../machine/class-versions.js";
import { markMethod, whenCompiled } from "../machine/object-class.js";
import {
  callPolicy,
  methodPolicy,
  type CallOptions,
  type MethodOptions,
  type ObjectOptions,
} from "../options/object-options.js";
import { shownValue } from "../options/shown-value.js";
import { objectDefinition, type ObjectConstructor } from "../objects/object-definition.js";
import { keepDefinition } from "../objects/object-stub.js";
import { nameStubMethods, newStub, stubTarget } from "../objects/stub.js";
import { defineObject } from "./definition.js";
import { DurableObject } from "./durable-object.js";
import type { AnyObjectClass } from "./stub-types.js";

/** Makes a class durable objects: `@durable.object`, `@durable.object({ ... })`, `durable.object({ ... }, Class)`. */
export function object<Class extends AnyObjectClass>(Class: Class, context?: ClassDecoratorContext): Class;
export function object<Class extends AnyObjectClass>(options: ObjectOptions, Class: Class): Class;
export function object(
  options: ObjectOptions,
): <Class extends AnyObjectClass>(Class: Class, context?: ClassDecoratorContext) => Class;
export function object(first: AnyObjectClass | ObjectOptions, second?: unknown): unknown {
  if (typeof first === "function") return declare(first, undefined);
  if (typeof second === "function") return declare(second as AnyObjectClass, first);
  return (Class: AnyObjectClass) => declare(Class, first);
}

function declare<Class extends AnyObjectClass>(Class: Class, options: ObjectOptions | undefined): Class {
  if (typeof Class !== "function" || !(Class.prototype instanceof DurableObject)) {
    const shown = typeof Class === "function" ? (Class as AnyObjectClass).name : shownValue(Class);
    const hint = "Write `class Order extends DurableObject { ... }`.";
    throw new PerdureError(
      objectInvalid({ class: shown, problem: "it does not extend DurableObject", hint }),
    );
  }
  const definition = objectDefinition(Class as unknown as ObjectConstructor, options);
  const { version, upgrade } = definition.options;
  if (version !== undefined) setClassVersion(Class, { version, upgrade: upgrade?.bind(options) });
  keepDefinition(definition);
  whenCompiled(Class, (id) => {
    nameStubMethods(Class, id);
    definition.methods();
    defineObject(id, definition);
  });
  return Class;
}

/** A method as decorators see it: standard ones, and TypeScript's older ones. */
type Decorated = (...args: never[]) => unknown;
type MethodDecorator = (method: Decorated | object, ...rest: unknown[]) => void;

function mark(options: MethodOptions, [first, , descriptor]: readonly unknown[]): void {
  const fn = typeof first === "function" ? first : (descriptor as PropertyDescriptor | undefined)?.value;
  if (typeof fn === "function") return markMethod(fn as object, options);
  const hint = "Write it above a method of a durable object's class.";
  const problem = `${shownValue(first)} for the method`;
  throw new PerdureError(invalidArgument({ where: "durable.method", problem, hint }));
}

/** `@durable.method({ timeout: "10s", maxRetries: 2 })` above a method of a durable object's class. */
export function method(options: MethodOptions): MethodDecorator {
  methodPolicy("durable.method", options);
  return (...decorated) => mark(options, decorated);
}

/** `@durable.shared` above a method that only reads: it is called on the last commit, without waiting in line. */
export function shared(method: Decorated | object, ...rest: unknown[]): void {
  mark({ shared: true }, [method, ...rest]);
}

/** The same object, called with a call id, a timeout or a signal. */
export function withOptions<Stub extends object>(stub: Stub, options: CallOptions): Stub {
  const target = stubTarget(stub);
  const policy = callPolicy("durable.withOptions", options);
  if (target) return newStub({ ...target, policy: { ...target.policy, ...policy } }) as Stub;
  const hint = "Give what `ctx.getObject` or `Class.getOrCreate` returned.";
  const problem = `${shownValue(stub)} for the object`;
  throw new PerdureError(invalidArgument({ where: "durable.withOptions", problem, hint }));
}
