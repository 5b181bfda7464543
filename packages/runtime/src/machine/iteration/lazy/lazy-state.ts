import { processWide } from "../../process-wide.js";
import type { Iterating } from "../iterator-protocol.js";
import type { LazyKind } from "./natives.js";

/** What a lazy iterator (`iterator.map(f)`) holds where no property shows it. */
export interface LazyState {
  readonly kind: LazyKind;
  /** What it steps through. */
  source: Iterating;
  /** The mapper or predicate. */
  callback: unknown;
  /** How often the callback was called. */
  calls: number;
  /** How many elements `take` still gives, or `drop` still leaves out. */
  limit: number;
  /** What the callback of `flatMap` gave last, which it is in the middle of. */
  inner: Iterating | undefined;
  done: boolean;
  running: boolean;
  /** The language's own iterator, which does the stepping; a restored one is made when it is first asked. */
  native: Iterator<unknown> | undefined;
}

const NOTHING: Iterating = { iterator: {}, method: undefined };

export const lazyState = (kind: LazyKind): LazyState => ({
  kind,
  source: NOTHING,
  callback: undefined,
  calls: 0,
  limit: 0,
  inner: undefined,
  done: false,
  running: false,
  native: undefined,
});

const states = processWide("perdure.lazy-iterators", () => new WeakMap<object, LazyState>());

/** A lazy iterator object over its state. */
export function lazyObject(state: LazyState, prototype: object): object {
  const object = Object.create(prototype) as object;
  states.set(object, state);
  return object;
}

/** The state of a lazy iterator that compiled code made, undefined for anything else. */
export const lazyStateOf = (value: unknown): LazyState | undefined => states.get(value as object);
