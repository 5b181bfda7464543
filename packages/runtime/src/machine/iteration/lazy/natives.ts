/** What the language makes a lazy iterator with: the iterator helpers, and `Iterator.from`. */
export type LazyKind = "map" | "filter" | "flatMap" | "take" | "drop" | "from";

type Native = (this: unknown, argument: unknown) => Iterator<unknown>;

/** The class `Iterator`, which came with Node 22. */
export const ITERATOR_CLASS = (globalThis as { readonly Iterator?: IteratorClass }).Iterator;

interface IteratorClass {
  readonly from: Native;
  readonly prototype: Readonly<Record<Exclude<LazyKind, "from">, Native>>;
}

/** The language's own functions, as they were when this module was loaded; undefined before Node 22. */
export const NATIVES: Readonly<Record<LazyKind, Native>> | undefined = ITERATOR_CLASS && {
  map: ITERATOR_CLASS.prototype.map,
  filter: ITERATOR_CLASS.prototype.filter,
  flatMap: ITERATOR_CLASS.prototype.flatMap,
  take: ITERATOR_CLASS.prototype.take,
  drop: ITERATOR_CLASS.prototype.drop,
  from: ITERATOR_CLASS.from,
};

/** Calls one of them. */
export const callNative = (kind: LazyKind, receiver: unknown, argument: unknown): Iterator<unknown> =>
  Reflect.apply(NATIVES![kind], receiver, [argument]) as Iterator<unknown>;
