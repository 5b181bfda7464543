/** Where a service keeps, for the type checker alone, the interface that it serves. */
export declare const SERVES: unique symbol;

/** A service as a caller sees it: its name, and the interface `S` that it serves. */
export interface TypedService<S> {
  readonly name: string;
  readonly [SERVES]?: S;
}

/** The names of the methods of `S`. */
export type MethodOf<S> = {
  [M in keyof S]-?: S[M] extends (...args: never) => unknown ? M : never;
}[keyof S] &
  string;

/** What method `M` takes: its first parameter; undefined where it has none. */
export type PayloadOf<S, M extends keyof S> = S[M] extends (...args: infer Args) => unknown
  ? Args extends readonly []
    ? undefined
    : Args[0]
  : never;

/** What a call of method `M` gives. */
export type ResultOf<S, M extends keyof S> = S[M] extends (...args: never) => infer Result
  ? Awaited<Result>
  : never;

/** What follows the method in a call: the payload, which may be left out where it may be undefined, and options. */
export type CallArguments<S, M extends keyof S, Options> =
  undefined extends PayloadOf<S, M>
    ? [payload?: PayloadOf<S, M>, options?: Options]
    : [payload: PayloadOf<S, M>, options?: Options];
