import { decoratorAccess, initializerAdder } from "./decorator-context.js";
import { define } from "./object-literal.js";

type Method = (...args: readonly unknown[]) => unknown;
type Class = Method & { prototype: object };

/** One decorated element of a class inside a compiled function, in source order. */
export interface Element {
  readonly kind: "method" | "getter" | "setter" | "accessor" | "field";
  readonly name: string | symbol;
  readonly static?: boolean;
  /** As they stand in the source: the last one is called first. */
  readonly decorators: readonly unknown[];
  /** Of a private one: how to reach it, and the functions that it is. */
  readonly access?: Readonly<Record<string, Method>>;
  readonly descriptor?: PropertyDescriptor;
}

/** What decorators left to be done whenever an instance is made. By the elements' numbers. */
export interface Decorated {
  /** What initial values go through. */
  readonly values: readonly (readonly Method[])[];
  /** What runs once an element is there. */
  readonly after: readonly (readonly Method[])[];
  /** What private elements are now. */
  readonly own: readonly (PropertyDescriptor | undefined)[];
  /** What runs before the first field. */
  readonly instance: Method[];
  /** What runs once the class is complete. */
  readonly made: Method[];
  /** The class, or what its decorators have put in its place. */
  readonly Class: unknown;
}

/** Calls the decorators of a class and its elements, as the language has it, where its static part begins. */
export function decorate(
  made: Class,
  elements: readonly Element[],
  decorators?: readonly unknown[],
  name?: string,
): Decorated {
  const key = (Symbol as { readonly metadata?: symbol }).metadata;
  const metadata = key && newMetadata(made, key);
  const instance: Method[] = [];
  const statics: Method[] = [];
  const whole: Method[] = [];
  const values = elements.map((): Method[] => []);
  const after = elements.map((): Method[] => []);
  for (const isWanted of ORDER) {
    elements.forEach((element, at) => {
      if (!isWanted(element)) return;
      const later = isValue(element) ? after[at]! : element.static ? statics : instance;
      decorateElement(made, element, { values: values[at]!, later, metadata });
    });
  }
  const Class = decorators ? decorateClass(made, decorators, name, whole, metadata) : made;
  if (key) define(Class as object, key, metadata);
  for (const run of statics) run.call(Class);
  const own = elements.map(({ descriptor }) => descriptor);
  return { values, after, own, instance, made: whole, Class };
}

/** Whether it holds a value of its own, which decorators may change. */
const isValue = ({ kind }: Element): boolean => kind === "field" || kind === "accessor";

/** What the decorators of one element leave to be done. */
interface Kept {
  readonly values: Method[];
  readonly later: Method[];
  readonly metadata: object | undefined;
}

/** Methods and accessors before fields, static ones before the others. */
const ORDER: readonly ((element: Element) => boolean)[] = [
  (element) => element.kind !== "field" && element.static === true,
  (element) => element.kind !== "field" && element.static !== true,
  (element) => element.kind === "field" && element.static === true,
  (element) => element.kind === "field" && element.static !== true,
];

/** The initial value of a decorated field. */
export const initialValue = ({ values }: Decorated, at: number, self: unknown, value: unknown): unknown =>
  values[at]!.reduce((result, initialise) => initialise.call(self, result), value);

/** What `addInitializer` was given: for a field, for instances, or for the class as a whole. */
export function runInitializers(
  decorated: Decorated,
  which: number | "instance" | "made",
  self: unknown,
): void {
  const list = typeof which === "number" ? decorated.after[which]! : decorated[which];
  for (const run of list) run.call(self);
}

function decorateElement(made: Class, element: Element, { values, later, metadata }: Kept): void {
  const { kind, name, decorators, access: reach = decoratorAccess(name) } = element;
  const isStatic = element.static === true;
  const isPrivate = element.access !== undefined;
  const target = isStatic ? made : made.prototype;
  const isPublic = kind !== "field" && !isPrivate;
  const descriptor: PropertyDescriptor =
    element.descriptor ?? ((isPublic && Object.getOwnPropertyDescriptor(target, name)) || {});
  const half = HALVES[kind];
  const access = Object.fromEntries(["has", ...REACHED[kind]].map((how) => [how, reach[how]]));
  const about = { kind, name, static: isStatic, private: isPrivate, access, metadata };
  const take = (key: "value" | "get" | "set", value: unknown): void => {
    const replacement = functionOrNothing(value);
    if (replacement) descriptor[key] = replacement;
  };
  for (const decorator of [...decorators].reverse()) {
    const given =
      kind === "accessor" ? { get: descriptor.get, set: descriptor.set } : half && descriptor[half];
    const result = callDecorator(decorator, given, about, later);
    if (kind === "accessor") {
      if (result === undefined) continue;
      if (typeof result !== "object" || result === null) throw new TypeError("Object expected");
      const { get, set, init } = result as Record<string, unknown>;
      take("get", get);
      take("set", set);
      const initialise = functionOrNothing(init);
      if (initialise) values.unshift(initialise);
    } else if (half) take(half, result);
    else {
      const initialise = functionOrNothing(result);
      if (initialise) values.unshift(initialise);
    }
  }
  if (isPublic) Object.defineProperty(target, name, descriptor);
}

const HALVES = {
  method: "value",
  getter: "get",
  setter: "set",
  accessor: undefined,
  field: undefined,
} as const;

const REACHED: Readonly<Record<Element["kind"], readonly string[]>> = {
  method: ["get"],
  getter: ["get"],
  setter: ["set"],
  accessor: ["get", "set"],
  field: ["get", "set"],
};

function decorateClass(
  made: Class,
  decorators: readonly unknown[],
  name: string | undefined,
  later: Method[],
  metadata: object | undefined,
): unknown {
  let value: unknown = made;
  for (const decorator of [...decorators].reverse())
    value =
      functionOrNothing(callDecorator(decorator, value, { kind: "class", name, metadata }, later)) ?? value;
  return value;
}

/** Each call gets a context of its own. */
function callDecorator(decorator: unknown, value: unknown, about: object, later: Method[]): unknown {
  const { access } = about as { access?: object };
  const adding = { later, isDone: false };
  const addInitializer = initializerAdder(adding);
  const context = { ...about, ...(access ? { access: { ...access } } : {}), addInitializer };
  const result = (decorator as Method)(value, context);
  adding.isDone = true;
  adding.later = [];
  return result;
}

function functionOrNothing(value: unknown): Method | undefined {
  if (value !== undefined && typeof value !== "function") throw new TypeError("Function expected");
  return value as Method | undefined;
}

/** Only where the language has `Symbol.metadata`, or the program has defined it. */
function newMetadata(made: Class, key: symbol): object {
  const base = Object.getPrototypeOf(made) as Record<symbol, object | undefined>;
  return Object.create(base[key] ?? null) as object;
}
