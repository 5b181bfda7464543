/**
 * The resources of a block with `using` or `await using`, as plain data that a snapshot can store. `method` and
 * `value` are those of the one that is being disposed of.
 */
export interface Resources {
  readonly entries: Resource[];
  failure: { readonly error: unknown } | null;
  method: unknown;
  value: unknown;
}

interface Resource {
  readonly value: unknown;
  /** Null for `await using x = null`, whose end is awaited all the same. */
  readonly method: (() => unknown) | null;
  readonly waits: boolean;
}

export const resources = (): Resources => ({
  entries: [],
  failure: null,
  method: undefined,
  value: undefined,
});

/** `using x = value` */
export function useResource<T>(list: Resources, value: T): T {
  if (value !== null && value !== undefined) {
    list.entries.push({ value, method: methodOf(value, "dispose"), waits: false });
  }
  return value;
}

/** `await using x = value`: what has no asynchronous method is disposed of by the other one. */
export function useAsyncResource<T>(list: Resources, value: T): T {
  const isNone = value === null || value === undefined;
  const own = isNone ? null : (methodOf(value, "asyncDispose", false) ?? syncMethodOf(value));
  list.entries.push({ value, method: own, waits: true });
  return value;
}

/** What the block, or a disposal, has thrown: a later error suppresses the one before. */
export function resourceFailed(list: Resources, error: unknown): void {
  list.failure = { error: list.failure ? suppressed(error, list.failure.error) : error };
}

/** Disposes of what needs no waiting, up to the next resource whose disposal is awaited; false at the end. */
export function nextResource(list: Resources): boolean {
  for (let entry = list.entries.pop(); entry; entry = list.entries.pop()) {
    const { value, method, waits } = entry;
    if (waits) {
      // `Object` stands for a method that does nothing: its result is awaited.
      list.method = method ?? Object;
      list.value = value;
      return true;
    }
    dispose(list, entry);
  }
  list.method = list.value = undefined;
  return false;
}

/** Disposes of what is left, in reverse order, and throws what failed. */
export function disposeResources(list: Resources): void {
  for (let entry = list.entries.pop(); entry; entry = list.entries.pop()) dispose(list, entry);
  if (list.failure) throw list.failure.error;
}

function dispose(list: Resources, { value, method }: Resource): void {
  try {
    if (method) Reflect.apply(method, value, []);
  } catch (error) {
    resourceFailed(list, error);
  }
}

function methodOf(value: unknown, name: "dispose" | "asyncDispose", required?: true): () => unknown;
function methodOf(value: unknown, name: "dispose" | "asyncDispose", required: false): (() => unknown) | null;
function methodOf(value: unknown, name: "dispose" | "asyncDispose", required = true): (() => unknown) | null {
  if (Object(value) !== value) throw new TypeError(`${String(value)} is not an object`);
  const method: unknown = (value as Record<symbol, unknown>)[symbolOf(name)];
  if (typeof method === "function") return method as () => unknown;
  if (!required && (method === undefined || method === null)) return null;
  throw new TypeError(`Symbol(Symbol.${name}) is not a function`);
}

/** Its result is not awaited, so that it counts as done when it returns. */
function syncMethodOf(value: unknown): () => unknown {
  return methodOf(value, "dispose");
}

/** Old versions of Node lack the symbols. */
const symbolOf = (name: "dispose" | "asyncDispose"): symbol =>
  (Symbol as unknown as Record<string, symbol | undefined>)[name] ?? Symbol.for(`nodejs.${name}`);

function suppressed(error: unknown, before: unknown): Error {
  const { SuppressedError: native } = globalThis as {
    SuppressedError?: new (a: unknown, b: unknown) => Error;
  };
  const message = "An error was suppressed during disposal";
  if (native) return Object.assign(new native(error, before), { message });
  const made = new Error(message);
  made.name = "SuppressedError";
  return Object.assign(made, { error, suppressed: before });
}
