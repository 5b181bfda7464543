type Method = (...args: readonly unknown[]) => unknown;
type Class = Method & { prototype: object };

/** One element of a class inside a compiled function, with TypeScript's older decorators. */
export interface OlderElement {
  readonly name: PropertyKey;
  readonly static?: boolean;
  readonly isField?: boolean;
  /** As they stand in the source: the last one is called first. */
  readonly decorators: readonly Method[];
}

/** Calls TypeScript's older decorators: of instance elements, of static ones, of the class. Gives what became of the class. */
export function decorateOlder(
  made: Class,
  elements: readonly OlderElement[],
  decorators: readonly Method[] = [],
): unknown {
  for (const element of elements) if (!element.static) decorateElement(made.prototype, element);
  for (const element of elements) if (element.static) decorateElement(made, element);
  return decorators.reduceRight<unknown>((value, decorator) => decorator(value) || value, made);
}

function decorateElement(target: object, { name, isField, decorators }: OlderElement): void {
  let descriptor: unknown = isField ? undefined : Object.getOwnPropertyDescriptor(target, name);
  for (const decorator of [...decorators].reverse())
    descriptor = decorator(target, name, descriptor) || descriptor;
  if (descriptor) Object.defineProperty(target, name, descriptor);
}

/** The decorator of a parameter as one of its method, or of its class. */
export const ofParameter =
  (index: number, decorator: Method): Method =>
  (target, name) =>
    void decorator(target, name, index);
