import { moveMark } from "./object-class.js";

/** The key of a class's static initialisers, as the compiler writes them; never seen by user code. */
export const STATICS = Symbol("perdure.statics");

type Class = (new (...args: never[]) => unknown) & { [STATICS]?: () => void };

/** Static initialisers of classes that were just made. */
const pending = new WeakMap<Class, () => void>();

/** A class made anew, also at a restore: takes its static initialisers off and puts its machines in their places. */
export function classOf<T extends Class>(
  made: T,
  methods: readonly (readonly [isStatic: boolean, key: PropertyKey, method: () => unknown])[],
): T {
  for (const [isStatic, key, value] of methods) {
    const holder = (isStatic ? made : made.prototype) as object;
    moveMark(Object.getOwnPropertyDescriptor(holder, key)?.value, value);
    Object.defineProperty(holder, key, { value, writable: true, enumerable: false, configurable: true });
  }
  if (Object.hasOwn(made, STATICS)) {
    pending.set(made, made[STATICS]!);
    delete made[STATICS];
  }
  return made;
}

/** Runs a class's static fields and blocks, once, where its declaration stands. */
export function initialise<T extends Class>(made: T): T {
  const statics = pending.get(made);
  pending.delete(made);
  statics?.call(made);
  return made;
}
