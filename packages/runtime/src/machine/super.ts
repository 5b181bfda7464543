import { key } from "./property-key.js";

/** `super.x` of code that was taken out of its class or literal: a reference that is read and assigned as the language does. */
export class SuperReference {
  readonly #base: object | null;
  readonly #name: unknown;
  readonly #self: unknown;

  constructor(base: object | null, name: unknown, self: unknown) {
    this.#base = base;
    this.#name = name;
    this.#self = self;
  }

  get value(): unknown {
    if (this.#base === null)
      throw new TypeError(`Cannot read properties of null (reading '${String(this.#name)}')`);
    return Reflect.get(this.#base, key(this.#name), this.#self);
  }

  set value(value: unknown) {
    const name = key(this.#name);
    if (this.#base === null) throw new TypeError(`Cannot set properties of null (setting '${String(name)}')`);
    if (Object(this.#self) === this.#self && Reflect.set(this.#base, name, value, this.#self)) return;
    throw new TypeError(`Cannot assign to read only property '${String(name)}' of object`);
  }
}

/** `delete super.x` */
export function deleteSuper(): never {
  throw new ReferenceError("Unsupported reference to 'super'");
}

/** `home` is the prototype, class or object that the method belongs to; its base is looked up now, as the language does. */
export const superRef = (home: object, name: unknown, self: unknown): SuperReference =>
  new SuperReference(Object.getPrototypeOf(home) as object | null, name, self);
