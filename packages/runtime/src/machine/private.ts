import { processWide } from "./process-wide.js";

type Method = (...args: never[]) => unknown;

/** Marks private names. A symbol of the process: the package may be loaded twice. */
const PRIVATE_NAME = Symbol.for("perdure.private-name");

/** A private name (`#x`) of a class inside a compiled function: one for each evaluation of the class. */
export class PrivateName {
  /** With the `#`. */
  readonly description: string;
  readonly kind: "field" | "method" | "accessor";
  /** The class's name, which the language's messages about methods and accessors give. */
  readonly className: string;
  /** Whether `brand` gave it to a class rather than to an instance. */
  isStatic = false;
  /** Of a method. */
  value: Method | undefined = undefined;
  /** Of an accessor. */
  get: Method | undefined = undefined;
  set: Method | undefined = undefined;

  constructor(description: string, kind: PrivateName["kind"], className = "") {
    this.description = description;
    this.kind = kind;
    this.className = className;
  }

  static {
    Object.defineProperty(this.prototype, PRIVATE_NAME, { value: true });
  }
}

/** Whether a value is a private name, of any copy of this package. */
export function isPrivateName(value: object): value is PrivateName {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype !== null && Object.hasOwn(prototype, PRIVATE_NAME);
}

/** `#x` of a field. */
export const privateName = (description: string): PrivateName => new PrivateName(description, "field");

/** `#m() {}`. `className` is for messages. */
export function privateMethod(description: string, value: Method, className?: string): PrivateName {
  return Object.assign(new PrivateName(description, "method", className), { value });
}

/** `get #a() {}` and `set #a(value) {}`, together. `className` is for messages. */
export function privateAccessor(
  description: string,
  get: Method | undefined,
  set: Method | undefined,
  className?: string,
): PrivateName {
  return Object.assign(new PrivateName(description, "accessor", className), { get, set });
}

type Elements = Map<PrivateName, unknown>;

const elements = processWide("perdure.private-elements", () => ({
  of: new WeakMap<object, Elements>(),
  /** Whether any object ever got one: programs without private names pay nothing for them. */
  any: false,
}));

/** The private elements of an object in the order in which it got them; undefined where it has none. */
export const privateElements = (object: object): ReadonlyMap<PrivateName, unknown> | undefined =>
  elements.any ? elements.of.get(object) : undefined;

/** Puts a private element back onto an object that a snapshot holds. */
export function restorePrivate(object: object, name: PrivateName, value: unknown): void {
  let own = elements.of.get(object);
  if (!own) elements.of.set(object, (own = new Map()));
  elements.any = true;
  own.set(name, value);
}

/** Adds a private field to an object. */
export function privateInit(object: object, name: PrivateName, value: unknown): void {
  if (hasElement(object, name))
    throw new TypeError(`Cannot initialize ${name.description} twice on the same object`);
  restorePrivate(object, name, value);
}

/** Adds the private methods and accessors of a class to an instance, or the static ones to the class. */
export function brand(object: object, names: readonly PrivateName[]): void {
  for (const name of names) {
    if (hasElement(object, name)) throw brandedTwice(name);
    name.isStatic = typeof object === "function";
    restorePrivate(object, name, undefined);
  }
}

/** `#x in value` */
export function privateHas(value: unknown, name: PrivateName): boolean {
  if (isObject(value)) return hasElement(value, name);
  const instanceMember = name.kind !== "field" && !name.isStatic;
  const shown = instanceMember ? classText(name) : name.description;
  throw new TypeError(`Cannot use 'in' operator to search for '${shown}' in ${String(value)}`);
}

/** `object.#x`, to be read, assigned or called. Nothing is checked before that. */
export function privateRef(object: unknown, name: PrivateName): PrivateReference {
  return new PrivateReference(object, name);
}

/** `object?.#x` */
export const privateRefOptional = (object: unknown, name: PrivateName): PrivateReference | undefined =>
  object === undefined || object === null ? undefined : new PrivateReference(object, name);

/** `object.#m(...args)` */
export function invokePrivate(
  object: unknown,
  name: PrivateName,
  args: readonly unknown[],
  text: string,
): unknown {
  const value = new PrivateReference(object, name).value;
  if (typeof value !== "function") throw new TypeError(`${text} is not a function`);
  return Reflect.apply(value, object, args);
}

/** What stands for `object.#x` in compiled code. */
export class PrivateReference {
  readonly #object: unknown;
  readonly #name: PrivateName;

  constructor(object: unknown, name: PrivateName) {
    this.#object = object;
    this.#name = name;
  }

  get value(): unknown {
    const name = this.#name;
    const own = this.#elements("reading");
    if (name.kind === "field") return own.get(name);
    if (name.kind === "method") return name.value;
    if (!name.get) throw new TypeError(`'${name.description}' was defined without a getter`);
    return Reflect.apply(name.get, this.#object, []);
  }

  set value(value: unknown) {
    const name = this.#name;
    const own = this.#elements("setting");
    if (name.kind === "field") {
      own.set(name, value);
      return;
    }
    if (name.kind === "method") throw new TypeError(`Private method '${name.description}' is not writable`);
    if (!name.set) throw new TypeError(`'${name.description}' was defined without a setter`);
    Reflect.apply(name.set, this.#object, [value] as never[]);
  }

  /** The value bound to its object, for `object.#x?.()`; undefined where there is nothing to call. */
  get call(): Method | undefined {
    const { value } = this;
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "function")
      throw new TypeError(`object.${this.#name.description} is not a function`);
    return value.bind(this.#object) as Method;
  }

  #elements(access: "reading" | "setting"): Elements {
    const object = this.#object;
    const own = isObject(object) ? elements.of.get(object) : undefined;
    return own?.has(this.#name) ? own : refuse(object, this.#name, access);
  }
}

/** The language's own message where an object does not have a private element. */
function refuse(object: unknown, name: PrivateName, access: "reading" | "setting"): never {
  const { description, kind, isStatic } = name;
  if (kind !== "field" && isStatic) throw new TypeError(`Receiver must be class ${classText(name)}`);
  if (object === undefined || object === null) {
    const [what, how] = kind === "field" ? [description, access] : [classText(name), "reading"];
    throw new TypeError(
      `Cannot ${how === "reading" ? "read" : "set"} properties of ${object} (${how} '${what}')`,
    );
  }
  if (kind !== "field") throw new TypeError(`Receiver must be an instance of class ${classText(name)}`);
  const verb = access === "reading" ? "read private member" : "write private member";
  const to = access === "reading" ? "from" : "to";
  throw new TypeError(`Cannot ${verb} ${description} ${to} an object whose class did not declare it`);
}

const brandedTwice = (name: PrivateName): TypeError =>
  new TypeError(`Cannot initialize private methods of class ${classText(name)} twice on the same object`);

const classText = ({ className }: PrivateName): string => className || "anonymous";

const hasElement = (object: object, name: PrivateName): boolean =>
  elements.of.get(object)?.has(name) ?? false;

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";
