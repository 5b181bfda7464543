/** A durable function as callers see it: `typeof flow`. */
// oxlint-disable-next-line typescript/no-explicit-any -- parameters of any function fit only any
export type AnyFunction = (...args: any) => Promise<unknown>;
export type ArgumentsOf<F extends AnyFunction> = Readonly<Parameters<F>>;
export type ResultOf<F extends AnyFunction> = Awaited<ReturnType<F>>;

export interface StartOptions {
  /** The same id finds the same execution. Default: a new UUID. */
  readonly id?: string;
  /** Words by which it can be searched. */
  readonly tags?: readonly string[];
  /** When it begins. Default: at once. */
  readonly at?: Date;
}

/** A function by the name under which a service serves it. */
export interface ServiceFunction {
  readonly service: string;
  readonly method: string;
}
