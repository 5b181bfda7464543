import { types } from "node:util";
import {
  unstorableAccessor,
  unstorableErrorClass,
  unstorableFunction,
  unstorableHook,
  unstorableInstance,
  unstorablePrivate,
  unstorableValue,
} from "../generated/messages.js";
import { builtInPrototypeName } from "../machine/built-ins.js";
import { classVersion } from "../machine/class-versions.js";
import { registeredId, writeBuiltIn, writeCompiled, writeTemplate } from "./by-name.js";
import type { Pristine } from "./changes.js";
import { ownConstructor } from "./class-hooks.js";
import { className, describeKind } from "./describe-kind.js";
import { KIND, type Json, type JsonObject } from "./json.js";
import type { Kind } from "./kinds/kind.js";
import { kindOf } from "./kinds/table.js";
import type { EncodeOptions } from "./options.js";
import { wholePath, type PathChain, type PathPart } from "./path.js";
import { isPlain, writePlain, writePlainArray } from "./plain.js";
import { specialNumber } from "./primitive.js";
import { classId, hasPrivateState } from "./stored-class.js";
import { canStorePrototypes, inheritsFromProxy } from "./stored-prototype.js";
import { writeSymbol } from "./symbol.js";
import { tombstoneOf } from "./tombstone.js";
import { UnstorableError } from "./unstorable-error.js";
import { writePrivate } from "./write-private.js";
import { writeProperties } from "./write-properties.js";
import { writeRecord } from "./write-record.js";

/** Content below this depth is written apart, so that no structure is too deep for the stack. */
const DEPTH_LIMIT = 200;
/** The data of classes' hooks is never written apart, so that it has a limit of its own. */
const HOOK_DEPTH_LIMIT = 2 * DEPTH_LIMIT;
/** Parts of parts come about only where closures are bound to closures; a reader makes them all at once. */
const PART_LIMIT = 100;

/** Texts up to this length stand where they are met. */
export const LONG_TEXT = 1024;

/** Stands for what nothing but the runtime refers to. */
const OWN = {};

const REASONS = {
  value: unstorableValue,
  function: unstorableFunction,
  instance: unstorableInstance,
  errorClass: unstorableErrorClass,
  accessor: unstorableAccessor,
  private: unstorablePrivate,
  hook: unstorableHook,
} as const;

/** Turns one value into JSON: numbers objects as it meets them and knows the path to where it is. */
export class Writer {
  readonly options: EncodeOptions;
  /** Longer texts may be stored apart. */
  readonly #longest: number;
  /** Numbers, in the order in which objects were met. */
  readonly #numbers = new Map<object, number>();
  readonly #met: object[] = [];
  /** Parts that have their number but not their content, by the object that they are a part of. */
  #parts: Map<object, object> | undefined;
  /** The content of parts that are made as a whole. */
  readonly #wholeParts = new Map<object, Json>();
  /** What is being written and cannot be made before that is there. */
  readonly #open = new Set<object>();
  readonly #deferred: { readonly value: object; readonly path: PathChain; readonly lenient: boolean }[] = [];
  readonly #path: PathPart[] = [];
  #symbols: Map<symbol, number> | undefined;
  #before: PathChain | undefined;
  #depth = -1;
  #lenient = false;

  constructor(options: EncodeOptions) {
    this.options = options;
    this.#longest = options.stored ? (options.longest ?? LONG_TEXT) : Infinity;
  }

  /** How many objects have been met. */
  get met(): number {
    return this.#met.length;
  }

  /** Whether the text holds symbols that are known by their numbers in it. */
  get hasLocalSymbols(): boolean {
    return this.#symbols !== undefined && this.#symbols.size > 0;
  }

  /** The whole text's JSON. */
  document(value: unknown): Json {
    const { root: write } = this.options;
    const root = this.#appended(write ? this.own("", () => write(this)) : this.#value(value));
    if (this.#deferred.length === 0) return root;
    const more: Json[] = [];
    for (let at = 0; at < this.#deferred.length; at++) {
      const deferred = this.#deferred[at]!;
      this.#before = deferred.path;
      this.#lenient = deferred.lenient;
      more.push(this.#content(deferred.value));
    }
    return { [KIND]: "snapshot", root, more };
  }

  /** The root with its appendix. */
  #appended(root: Json): Json {
    const { appendix } = this.options;
    if (!appendix) return root;
    const { key, next } = appendix;
    const list: Json[] = [];
    this.#numbers.set(list, this.#met.push(list) - 1);
    this.#path[0] = key;
    this.#depth = 1;
    // What is written later may hold anything.
    const isMet = (value: object): boolean => this.#deferred.length > 0 || this.#numbers.has(value);
    for (let item = next(isMet); item; item = next(isMet)) list.push(writeRecord(item, list.length, this));
    this.#depth = -1;
    return { ...(root as JsonObject), [key]: list };
  }

  /** A child, which stands at `at` in its parent. */
  write(value: unknown, at: PathPart): Json {
    if (typeof value === "string") return value.length > this.#longest ? this.#text(value) : value;
    if (typeof value === "boolean" || value === null) return value;
    if (typeof value === "number" && value - value === 0 && (value !== 0 || 1 / value > 0)) return value;
    this.#path[this.#depth] = at;
    return this.#value(value);
  }

  /** What only the runtime has: takes a number, and `body` writes its children in the order of the text. */
  own<T extends Json>(at: PathPart, body: () => T, lenient = this.#lenient): T {
    const before = this.#lenient;
    this.#met.push(OWN);
    if (this.#depth >= 0) this.#path[this.#depth] = at;
    this.#lenient = lenient;
    this.#depth++;
    const json = body();
    this.#depth--;
    this.#lenient = before;
    return json;
  }

  /** A part of `owner`: its content stands there, if it was first met there. */
  writePart(owner: object, part: unknown, at: PathPart): Json {
    if (this.#parts?.get(part as object) !== owner) return this.write(part, at);
    this.#parts.delete(part as object);
    this.#path[this.#depth] = at;
    return this.#wholeParts.get(part as object) ?? this.#place(part as object);
  }

  /** Writes a child that may be left out: undefined where it cannot be stored. */
  tryWrite(value: unknown, at: PathPart): Json | undefined {
    return this.attempt(() => this.write(value, at));
  }

  /** What `write` gives, or undefined with everything as before where it meets a value that cannot be stored. */
  attempt(write: () => Json): Json | undefined {
    const depth = this.#depth;
    const met = this.#met.length;
    const deferred = this.#deferred.length;
    const lenient = this.#lenient;
    const open = [...this.#open];
    try {
      return write();
    } catch (error) {
      if (!(error instanceof UnstorableError)) throw error;
      for (const dropped of this.#met.splice(met)) {
        this.#numbers.delete(dropped);
        this.#parts?.delete(dropped);
      }
      this.#deferred.length = deferred;
      this.#depth = depth;
      this.#lenient = lenient;
      this.#open.clear();
      for (const value of open) this.#open.add(value);
      return undefined;
    }
  }

  /** The key of a property. */
  key(key: string | symbol): Json {
    return typeof key === "string" ? key : this.#symbol(key);
  }

  /** Whether a value was met before. */
  has(value: object): boolean {
    return this.#numbers.has(value);
  }

  /** Whether a function is one of those that can be stored; what it captures may still be refused. */
  canStore(value: object): boolean {
    return this.#standsByName(value) ? !types.isProxy(value) : kindOf(value) !== undefined;
  }

  /** The id of the class whose prototype `value` has. */
  classId(value: object): string {
    return classId(value) ?? this.refuseClass(value);
  }

  /** Throws the error for an instance whose class does not let it be stored. */
  refuseClass(value: object, reason: "instance" | "errorClass" = "instance"): never {
    const name = className(value) ?? describeKind(value);
    if (!hasPrivateState(value)) return this.refuse(reason, name);
    return this.refuse("private", `an instance of ${name}, which has private (#) fields`);
  }

  /** Throws the error for a value at `at`, or for the one that is being written. */
  refuse(reason: keyof typeof REASONS, kind: string, at?: PathPart): never {
    const here = this.#path.slice(0, Math.max(this.#depth, 0));
    const parts = at === undefined ? here : [...here, at];
    throw new UnstorableError(REASONS[reason], wholePath({ parts, before: this.#before }), kind);
  }

  #value(value: unknown): Json {
    switch (typeof value) {
      case "undefined":
        return { [KIND]: "undefined" };
      case "number":
        return Number.isFinite(value) && !Object.is(value, -0) ? value : specialNumber(value);
      case "bigint":
        return { [KIND]: "bigint", value: String(value) };
      case "symbol":
        return this.#symbol(value);
      case "object":
      case "function":
        if (value === null) return null;
        return this.#lenient ? this.#leniently(value) : this.#object(value);
      default:
        return value as string | boolean;
    }
  }

  /** A symbol of a module is stored by name, one that was made at run time by its number in this snapshot. */
  #symbol(value: symbol): JsonObject {
    const id = registeredId(value);
    return id === undefined
      ? writeSymbol(value, (this.#symbols ??= new Map<symbol, number>()))
      : { [KIND]: "reference", id };
  }

  #leniently(value: object): Json {
    return this.attempt(() => this.#object(value)) ?? { [KIND]: "tombstone", of: describeKind(value) };
  }

  /** A text that may stand in a page. */
  #text(value: string): Json {
    const number = this.options.stored!(value);
    return number === undefined ? value : { [KIND]: number };
  }

  #object(value: object): Json {
    const number = this.#numbers.get(value);
    if (number !== undefined) {
      if (this.#open.has(value)) this.#refuseHere("hook", `${describeKind(value)}, ${LEADS_BACK}`);
      return { [KIND]: "same", as: number };
    }
    const stored = this.options.stored?.(value);
    if (stored !== undefined) return { [KIND]: stored };
    const id = registeredId(value);
    if (id !== undefined) return { [KIND]: "reference", id };
    const tombstone = tombstoneOf(value);
    if (tombstone !== undefined) return { [KIND]: "tombstone", of: tombstone };
    if (types.isProxy(value)) this.#refuseHere("value", describeKind(value));
    if (isPlain(value)) {
      this.#numbers.set(value, this.#met.push(value) - 1);
    } else {
      const json = this.#byName(value);
      if (json) return json;
      if (inheritsFromProxy(value)) this.#refuseHere("value", describeKind(value));
      this.#number(value, 0);
    }
    return this.#place(value);
  }

  #byName(value: object): JsonObject | undefined {
    const tag = this.options.toTag?.(value);
    if (tag !== undefined) return { [KIND]: "tag", value: tag };
    if (Array.isArray(value)) return writeTemplate(value);
    if (typeof value !== "function") return undefined;
    return writeCompiled(value) ?? writeBuiltIn(value);
  }

  /** Numbers an object and, since they are made before it, its parts. */
  #number(value: object, depth: number): void {
    this.#numbers.set(value, this.#met.length);
    this.#met.push(value);
    if (isPlain(value)) return;
    const kind = kindOf(value);
    if (kind?.whole && depth > 0) this.#wholeParts.set(value, this.#content(value));
    const parts = kind?.parts?.(value);
    if (!parts) return;
    if (depth > PART_LIMIT) this.#refuseHere("value", "a function bound to functions too deeply");
    this.#open.add(value);
    for (const part of parts) {
      if (!hasIdentity(part) || this.#numbers.has(part) || this.#standsByName(part)) continue;
      (this.#parts ??= new Map<object, object>()).set(part, value);
      this.#number(part, depth + 1);
    }
    this.#open.delete(value);
  }

  #standsByName(value: object): boolean {
    if (registeredId(value) !== undefined || types.isProxy(value)) return true;
    if (this.options.stored?.(value) !== undefined) return true;
    return !isPlain(value) && this.#byName(value) !== undefined;
  }

  #place(value: object): Json {
    if (this.#depth < DEPTH_LIMIT || this.#staysHere(value)) return this.#content(value);
    const path = { parts: this.#path.slice(0, this.#depth + 1), before: this.#before };
    this.#deferred.push({ value, path, lenient: this.#lenient });
    return { [KIND]: "more", at: this.#deferred.length - 1 };
  }

  /** Whether content is needed here, however deep that is. */
  #staysHere(value: object): boolean {
    if (this.#open.size === 0 && (isPlain(value) || !kindOf(value)?.whole)) return false;
    if (this.#depth >= HOOK_DEPTH_LIMIT)
      this.#refuseHere("hook", "data of a serialize hook, nested too deeply");
    return true;
  }

  #content(value: object): Json {
    this.#depth++;
    const json = this.#plain(value) ?? this.#special(value);
    this.#depth--;
    return json;
  }

  #plain(value: object): Json | undefined {
    if (!isPlain(value) || !Object.isExtensible(value)) return undefined;
    if (Array.isArray(value)) return writePlainArray(value, this);
    return Object.getPrototypeOf(value) === Object.prototype ? writePlain(value, this) : undefined;
  }

  #special(value: object): JsonObject {
    const kind = kindOf(value) ?? this.#refuseUnknown(value);
    const json: JsonObject = { [KIND]: kind.name };
    const pristine = kind.pristine?.(value);
    const prototype = this.#prototype(value, kind, pristine);
    if (prototype === "class") json["class"] = this.classId(value);
    if (kind.whole) this.#open.add(value);
    Object.assign(json, kind.encode(value, this));
    this.#open.delete(value);
    if (json["class"] !== undefined) addVersion(value, json);
    writeProperties(value, kind, pristine, json, this);
    writePrivate(value, json, this);
    if (prototype !== "other") return json;
    const write = (): Json => this.write(Object.getPrototypeOf(value), "(prototype)");
    const written = kind.mayDrop?.({ enumerable: true }, this) ? this.attempt(write) : write();
    if (written !== undefined) json["prototype"] = written;
    return json;
  }

  /** Whether a kind leaves an object's prototype to be stored, and how. */
  #prototype(value: object, kind: Kind, pristine: Pristine | undefined): "class" | "other" | undefined {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (pristine) return pristine.is(prototype, Object.getPrototypeOf(pristine.object)) ? undefined : "other";
    const usual = kind.usualPrototype?.(value) ?? kind.prototype;
    if (usual === undefined || prototype === usual) return undefined;
    if (kind.prototype && classId(value) !== undefined) return "class";
    return canStorePrototypes(value) ? "other" : this.refuseClass(value);
  }

  #refuseUnknown(value: object): never {
    if (typeof value === "function") return this.refuse("function", describeKind(value));
    if (isBuiltIn(value)) return this.refuse("value", describeKind(value));
    return this.refuseClass(value);
  }

  /** Refuses a child whose content has not been entered. */
  #refuseHere(reason: keyof typeof REASONS, kind: string): never {
    this.#depth++;
    return this.refuse(reason, kind);
  }
}

const LEADS_BACK = "to which the data leads back that its own serialize hook gives";

/** The version of the shape in which an instance is stored, unless it is the first. */
function addVersion(value: object, json: JsonObject): void {
  const prototype = Object.getPrototypeOf(value) as object | null;
  const constructor = prototype && ownConstructor(prototype);
  if (constructor && classVersion(constructor).version > 1)
    json["version"] = classVersion(constructor).version;
}

const hasIdentity = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";

/** Whether the language or the platform made the class, so that registering it is no way out. */
function isBuiltIn(value: object): boolean {
  const name = describeKind(value);
  const own = builtInPrototypeName(Object.getPrototypeOf(value) as object) !== undefined;
  return own || /^[a-z]|Iterator$|Generator$/.test(name) || Object.hasOwn(globalThis, name);
}
