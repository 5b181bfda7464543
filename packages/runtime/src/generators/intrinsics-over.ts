interface Intrinsics {
  /** %GeneratorPrototype%: what each generator function's `prototype` inherits from. */
  readonly prototype: object;
  /** %GeneratorFunction.prototype%: what generator functions inherit from. */
  readonly functionPrototype: object;
}

/** The two objects behind compiled generators, shaped as the language's own. */
export function intrinsicsOver(native: object, methods: Readonly<Record<string, unknown>>): Intrinsics {
  const nativeFunction = (native as { constructor: object }).constructor;
  const prototype = Object.create(Object.getPrototypeOf(native) as object) as object;
  const functionPrototype = Object.create(nativeFunction) as object;
  const define = (object: object, key: PropertyKey, value: unknown, writable = false): void =>
    void Object.defineProperty(object, key, { value, writable, configurable: true });
  define(prototype, "constructor", functionPrototype);
  for (const [name, method] of Object.entries(methods)) define(prototype, name, method, true);
  define(prototype, Symbol.toStringTag, tagOf(native));
  define(functionPrototype, "constructor", (nativeFunction as { constructor: unknown }).constructor);
  define(functionPrototype, "prototype", prototype);
  define(functionPrototype, Symbol.toStringTag, tagOf(nativeFunction));
  return { prototype, functionPrototype };
}

const tagOf = (object: object): string => (object as { [Symbol.toStringTag]: string })[Symbol.toStringTag];
