import type { Pristine } from "../changes.js";
import type { Json, JsonObject } from "../json.js";
import type { Reader } from "../reader.js";
import type { Writer } from "../writer.js";

/**
 * One kind of object with an identity. Writing and reading go in the same steps, which is what makes the numbers
 * of both sides agree: number the object, then its parts; write or fill the parts, the kind's own children, the own
 * properties that are left, the private elements, the prototype.
 */
export interface Kind<T extends object = object> {
  /** The value of the `$` key. */
  readonly name: string;
  /** The prototype that goes without saying; an object with another one names its class, or has it stored. */
  readonly prototype?: object;
  /** The same for one object, where the kind knows more of it than its name. */
  usualPrototype?(value: T): object | undefined;
  /** What `allocate` makes, where that has properties already: only differences from it are stored. */
  pristine?(value: T): Pristine;
  /** By what the object is, not by its prototype. */
  matches(value: object): value is T;
  /** Values that must exist before the object can be made, such as a closure's scopes. */
  parts?(value: T): readonly unknown[];
  /** The texts of the parts. */
  partsOf?(json: JsonObject): readonly Json[];
  /** The fields beside `$`. */
  encode(value: T, writer: Writer): JsonObject;
  /** The own keys that `encode` leaves to the common properties; all of them where this is absent. */
  otherKeys?(value: T): readonly (string | symbol)[];
  /** Whether an own property may be left out where it cannot be stored. */
  mayDrop?(descriptor: PropertyDescriptor, writer: Writer): boolean;
  /** Looking at the object runs code of the program: nothing is stored but what `encode` gives, and private elements. */
  readonly untouchable?: true;
  /** `allocate` makes the object with all its content, whose text is therefore never written apart. */
  readonly whole?: true;
  /** The object without its children. */
  allocate(json: JsonObject, parts: readonly unknown[], reader: Reader): T;
  /** Reads the children in the order in which `encode` writes them. */
  fill?(value: T, json: JsonObject, reader: Reader): void;
}
