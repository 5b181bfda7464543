import type { DurableContext } from "./durable-context.js";

/** A class of durable objects: its constructor takes the id first. */
export type AnyObjectClass = new (id: string, ...args: never[]) => { readonly id: string };

/** What its constructor takes after the id. */
export type ConstructorArguments<Class extends AnyObjectClass> =
  ConstructorParameters<Class> extends readonly [unknown?, ...infer Rest] ? Rest : [];

/** Whether a parameter is the context, and not merely something that a context fits. */
type IsContext<P> = 0 extends 1 & P
  ? false
  : [P] extends [never]
    ? false
    : P extends DurableContext
      ? true
      : false;

type WithoutContext<Args extends readonly unknown[]> = Args extends readonly [infer First, ...infer Rest]
  ? IsContext<First> extends true
    ? Rest
    : Args
  : Args;

type StubMethod<Method> = Method extends (...args: infer Args) => infer Result
  ? (...args: WithoutContext<Args>) => Promise<Awaited<Result>>
  : never;

/** Names that no stub has: one that had a `then` would be awaited. */
type Hidden = "then" | "id";

/**
 * A durable object as others see it: its public methods, all of them async and without the context. Each call is a
 * message to the object. It has no fields, and may be stored and sent as an argument.
 */
export type Stub<T extends { readonly id: string }> = {
  readonly [
    Name in Exclude<keyof T, Hidden> as T[Name] extends (...args: never[]) => unknown ? Name : never
  ]: StubMethod<T[Name]>;
} & { readonly id: T["id"] };
