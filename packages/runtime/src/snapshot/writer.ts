import { types } from "node:util";
import { registeredId, writeByName } from "./by-name.js";
import { proxyParts } from "../machine/proxy.js";
import { describeKind } from "./describe-kind.js";
import { KIND, type Json, type JsonObject } from "./json.js";
import { kindOf } from "./kinds/table.js";
import type { EncodeOptions } from "./options.js";
import { wholePath, type PathChain, type PathPart } from "./path.js";
import { isPlain, writePlain } from "./plain.js";
import { hasIdentity, isOrdinary, writePrimitive } from "./primitive.js";
import { refusal, refusedClass, refusedValue, type Reason } from "./refusal.js";
import { classId } from "./stored-class.js";
import { inheritsFromProxy } from "./stored-prototype.js";
import { writeSymbol } from "./symbol.js";
import { tombstoneOf } from "./tombstone.js";
import { UnstorableError } from "./unstorable-error.js";
import { writeRecord } from "./write-record.js";
import { writeSpecial } from "./write-special.js";

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

interface Deferred {
  readonly value: object;
  readonly path: PathChain;
  readonly lenient: boolean;
}

/** Turns one value into JSON: numbers objects as it meets them and knows the path to where it is. */
export class Writer {
  readonly options: EncodeOptions;
  /** Longer texts may stand in pages. */
  readonly longest: number;
  /** Numbers, in the order in which objects were met. */
  readonly #numbers = new Map<object, number>();
  readonly #met: object[] = [];
  /** Parts that have their number but not their content, by the object that they are a part of. */
  #parts: Map<object, object> | undefined;
  /** The content of parts that are made as a whole. */
  #wholeParts: Map<object, Json> | undefined;
  /** What is being written and cannot be made before that is there. */
  #open: Set<object> | undefined;
  readonly #deferred: Deferred[] = [];
  readonly #path: PathPart[] = [];
  #symbols: Map<symbol, number> | undefined;
  #before: PathChain | undefined;
  #depth = -1;
  #lenient = false;

  constructor(options: EncodeOptions) {
    this.options = options;
    this.longest = options.stored ? (options.longest ?? LONG_TEXT) : Infinity;
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
    (root as JsonObject)[key] = list;
    return root;
  }

  /** A child, which stands at `at` in its parent. */
  write(value: unknown, at: PathPart): Json {
    if (isOrdinary(value))
      return typeof value === "string" && value.length > this.longest ? this.#text(value) : value;
    this.#path[this.#depth] = at;
    return this.#value(value);
  }

  /** What only the runtime has: takes a number, and `body` writes its children in the order of the text. */
  own<T extends Json>(at: PathPart, body: () => T, lenient = this.#lenient): T {
    const before = this.#lenient;
    this.begin(at);
    this.#lenient = lenient;
    const json = body();
    this.#lenient = before;
    this.end();
    return json;
  }

  /** The same in two halves: between them its children are written. */
  begin(at: PathPart): void {
    this.#met.push(OWN);
    if (this.#depth >= 0) this.#path[this.#depth] = at;
    this.#depth++;
  }

  end(): void {
    this.#depth--;
  }

  /** A part of `owner`: its content stands there, if it was first met there. */
  writePart(owner: object, part: unknown, at: PathPart): Json {
    if (this.#parts?.get(part as object) !== owner) return this.write(part, at);
    this.#parts.delete(part as object);
    this.#path[this.#depth] = at;
    return this.#wholeParts?.get(part as object) ?? this.#place(part as object);
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
    const open = this.#open && new Set(this.#open);
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
      this.#open = open;
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
  refuseClass(value: object, reason?: "instance" | "errorClass"): never {
    return this.refuse(...refusedClass(value, reason));
  }

  /** Throws the error for a value at `at`, or for the one that is being written. */
  refuse(reason: Reason, kind: string, at?: PathPart): never {
    const here = this.#path.slice(0, Math.max(this.#depth, 0));
    const parts = at === undefined ? here : [...here, at];
    throw refusal(reason, wholePath({ parts, before: this.#before }), kind);
  }

  #value(value: unknown): Json {
    if (hasIdentity(value)) return this.#lenient ? this.#leniently(value) : this.#object(value);
    return typeof value === "symbol" ? this.#symbol(value) : writePrimitive(value);
  }

  /** A symbol of a module is stored by name, one that was made at run time by its number in this snapshot. */
  #symbol(value: symbol): JsonObject {
    const id = registeredId(value);
    if (id !== undefined) return { [KIND]: "reference", id };
    return writeSymbol(value, (this.#symbols ??= new Map<symbol, number>()));
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
    if (number !== undefined) return this.#again(value, number);
    const stored = this.options.stored?.(value);
    if (stored !== undefined) return { [KIND]: stored };
    const id = registeredId(value);
    if (id !== undefined) return { [KIND]: "reference", id };
    if (types.isProxy(value)) return this.#proxy(value);
    if (isPlain(value)) {
      this.#numbers.set(value, this.#met.push(value) - 1);
      return this.#depth < DEPTH_LIMIT ? this.#plain(value) : this.#place(value);
    }
    const json = writeByName(value, this.options);
    if (json) return json;
    if (inheritsFromProxy(value)) this.#refuseHere("value", describeKind(value));
    this.#number(value, 0);
    return this.#place(value);
  }

  #again(value: object, number: number): Json {
    if (this.#open?.has(value)) this.#refuseHere("hook", `${describeKind(value)}, ${LEADS_BACK}`);
    return { [KIND]: "same", as: number };
  }

  #proxy(value: object): Json {
    const of = tombstoneOf(value);
    if (of !== undefined) return { [KIND]: "tombstone", of };
    if (!proxyParts(value)) this.#refuseHere("value", "Proxy");
    this.#number(value, 0);
    return this.#place(value);
  }

  /** Numbers an object and, since they are made before it, its parts. */
  #number(value: object, depth: number): void {
    this.#numbers.set(value, this.#met.length);
    this.#met.push(value);
    if (isPlainData(value)) return;
    const kind = kindOf(value);
    if (kind?.whole && depth > 0)
      (this.#wholeParts ??= new Map<object, Json>()).set(value, this.#content(value));
    const parts = kind?.parts?.(value);
    if (!parts) return;
    if (depth > PART_LIMIT) this.#refuseHere("value", "a function bound to functions too deeply");
    (this.#open ??= new Set<object>()).add(value);
    for (const part of parts) {
      if (!hasIdentity(part) || this.#numbers.has(part) || this.#standsByName(part)) continue;
      (this.#parts ??= new Map<object, object>()).set(part, value);
      this.#number(part, depth + 1);
    }
    this.#open?.delete(value);
  }

  #standsByName(value: object): boolean {
    if (registeredId(value) !== undefined) return true;
    if (types.isProxy(value)) return !proxyParts(value);
    if (this.options.stored?.(value) !== undefined) return true;
    return !isPlain(value) && writeByName(value, this.options) !== undefined;
  }

  #place(value: object): Json {
    if (this.#depth < DEPTH_LIMIT || this.#staysHere(value)) return this.#content(value);
    const path = { parts: this.#path.slice(0, this.#depth + 1), before: this.#before };
    const count = this.#deferred.push({ value, path, lenient: this.#lenient });
    return { [KIND]: "more", at: count - 1 };
  }

  /** Whether content is needed here, however deep that is. */
  #staysHere(value: object): boolean {
    if (!this.#open?.size && (isPlainData(value) || !kindOf(value)?.whole)) return false;
    if (this.#depth >= HOOK_DEPTH_LIMIT)
      this.#refuseHere("hook", "data of a serialize hook, nested too deeply");
    return true;
  }

  #content(value: object): Json {
    if (isPlainData(value)) return this.#plain(value);
    this.#depth++;
    const json = this.#special(value);
    this.#depth--;
    return json;
  }

  #plain(value: object): Json {
    this.#depth++;
    const json = writePlain(value, this) ?? this.#special(value);
    this.#depth--;
    return json;
  }

  #special(value: object): JsonObject {
    const kind = kindOf(value) ?? this.refuse(...refusedValue(value));
    if (kind.whole) (this.#open ??= new Set<object>()).add(value);
    const json = writeSpecial(value, kind, this);
    if (kind.whole) this.#open?.delete(value);
    return json;
  }

  /** Refuses a child whose content has not been entered. */
  #refuseHere(reason: Reason, kind: string): never {
    this.#depth++;
    return this.refuse(reason, kind);
  }
}

/** Asks nothing of a proxy, whose traps would run. */
const isPlainData = (value: object): boolean => !types.isProxy(value) && isPlain(value);

const LEADS_BACK = "to which the data leads back that its own serialize hook gives";
