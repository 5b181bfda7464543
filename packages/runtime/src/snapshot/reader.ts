import { BY_NAME } from "./by-name.js";
import { isOtherVersion, upgradeProperties } from "./class-upgrade.js";
import { KIND, isJsonObject, shown, type Json, type JsonObject } from "./json.js";
import type { Kind } from "./kinds/kind.js";
import { KINDS_BY_NAME } from "./kinds/table.js";
import type { CodecHooks } from "./options.js";
import { PRIMITIVES } from "./primitive.js";
import { readPrivate } from "./read-private.js";
import { readProperties, readState } from "./read-properties.js";
import { isChainTooLong } from "./stored-prototype.js";
import { invalid, ofVersion, SnapshotError } from "./snapshot-error.js";
import { classPrototype } from "./stored-class.js";
import { isSymbolJson, readSymbol } from "./symbol.js";

/** Texts that name no version have it. A later version wraps its texts in a `snapshot` that names it. */
const FORMAT_VERSION = 1;

/** No writer nests values so deeply, and any stack has room for it. */
const DEPTH_LIMIT = 500;

/**
 * Turns JSON back into the value that it stands for. Plain objects and arrays are the JSON's own objects, their
 * children replaced in place. Numbers objects in the order in which the writer did.
 */
export class Reader {
  readonly hooks: CodecHooks;
  readonly #objects: unknown[] = [];
  /** Parts that have been allocated and wait for their content. */
  readonly #shells = new Map<Json, object>();
  #more: readonly Json[] = [];
  readonly #moreObjects = new Map<number, object>();
  readonly #symbols = new Map<Json, symbol>();
  readonly #whenFilled: (() => void)[] = [];
  #depth = 0;

  constructor(hooks: CodecHooks) {
    this.hooks = hooks;
  }

  document(json: Json): unknown {
    const value = this.#whole(json);
    this.filled();
    return value;
  }

  /** The object that a JSON stands for, still without its children, and what gives it those. */
  shell(json: Json): { readonly value: unknown; fill(): void } {
    const value = this.#allocate(json);
    return { value, fill: () => (standsForContent(json) ? this.#fill(json, value as object) : undefined) };
  }

  /** Every object has its content. Says whether that has changed some. */
  filled(): boolean {
    for (const check of this.#whenFilled) check();
    return this.#whenFilled.length > 0;
  }

  /** Calls back when every object has its content. */
  whenFilled(callback: () => void): void {
    this.#whenFilled.push(callback);
  }

  #whole(json: Json): unknown {
    if (!isJsonObject(json) || json[KIND] !== "snapshot") return this.read(json);
    const { root, more, v: version } = json;
    if (version !== undefined && version !== FORMAT_VERSION) throw ofVersion(shown(version), FORMAT_VERSION);
    if (root === undefined || !Array.isArray(more)) throw invalid("a snapshot without its root or the rest");
    this.#more = more;
    const value = this.read(root);
    for (const [at, content] of more.entries()) {
      const object = this.#moreObjects.get(at);
      if (!object) throw invalid(`nothing leads to number ${at} of the rest`);
      this.#fill(content as JsonObject, object);
    }
    return value;
  }

  read(json: Json): unknown {
    if (typeof json !== "object" || json === null) return json;
    if (Array.isArray(json)) {
      this.#objects.push(json);
      this.#fillArray(json);
      return json;
    }
    const name = json[KIND];
    if (name === undefined) {
      this.#objects.push(json);
      this.#fillObject(json);
      return json;
    }
    const kind = KINDS_BY_NAME.get(name as string);
    if (!kind) return this.#named(name as string | number, json);
    const value = this.#allocateKind(kind, json);
    this.#fill(json, value);
    return value;
  }

  /** The key of a property. */
  key(json: Json): string | symbol {
    const key = isSymbolJson(json) ? this.#named(json[KIND] as string, json) : json;
    if (typeof key === "string" || typeof key === "symbol") return key;
    throw invalid("a property key that is neither a text nor a symbol");
  }

  /** Makes the object that a JSON stands for, still without its children. */
  #allocate(json: Json): unknown {
    if (typeof json !== "object" || json === null) return json;
    const name = Array.isArray(json) ? undefined : json[KIND];
    if (name === undefined) {
      this.#objects.push(json);
      return json;
    }
    const kind = KINDS_BY_NAME.get(name as string);
    return kind
      ? this.#allocateKind(kind, json as JsonObject)
      : this.#named(name as string | number, json as JsonObject);
  }

  /** What has no content here: a primitive, an object that was met or comes later, a value known by name. */
  #named(name: string | number, json: JsonObject): unknown {
    if (typeof name === "number") return this.#stored(name);
    if (name === "same") return this.#same(json["as"]);
    if (name === "more") return this.#deferred(json["at"]);
    if (name === "symbol") return readSymbol(json, this.#symbols);
    const primitive = PRIMITIVES.get(name);
    if (primitive) return primitive(json);
    const byName = BY_NAME.get(name);
    if (byName) return byName(json, this.hooks);
    throw invalid(`there is no kind ${shown(name)}`);
  }

  #allocateKind(kind: Kind, json: JsonObject): object {
    const number = this.#objects.push(undefined) - 1;
    this.#enter();
    const parts = (kind.partsOf?.(json) ?? []).map((part) => {
      const value = this.#allocate(part);
      if (standsForContent(part)) this.#shells.set(part, value as object);
      return value;
    });
    this.#depth--;
    const value = this.#make(kind, json, parts);
    this.#objects[number] = value;
    if (kind.whole) this.#complete(json, value);
    return value;
  }

  #make(kind: Kind, json: JsonObject, parts: readonly unknown[]): object {
    try {
      if (kind.whole) this.#enter();
      const value = kind.allocate(json, parts, this);
      if (kind.whole) this.#depth--;
      const named = kind.prototype !== undefined && json["class"] !== undefined;
      return named ? (Object.setPrototypeOf(value, classPrototype(json["class"])) as object) : value;
    } catch (error) {
      if (error instanceof SnapshotError) throw error;
      throw invalid(`a ${kind.name} that cannot be made`, error);
    }
  }

  #same(number: Json | undefined): unknown {
    const value = typeof number === "number" ? this.#objects[number] : undefined;
    if (value === undefined) throw invalid(`there is no object ${shown(number)} yet`);
    return value;
  }

  #stored(number: number): unknown {
    const value = this.hooks.fromStored?.(number);
    if (value === undefined) throw invalid(`there is no object ${number} in a page`);
    return value;
  }

  #deferred(at: Json | undefined): object {
    const content = typeof at === "number" ? this.#more[at] : undefined;
    const known = typeof at === "number" && this.#moreObjects.has(at);
    if (content === undefined || known || !standsForContent(content)) {
      throw invalid(`${shown(at)} is no number of the rest`);
    }
    const object = this.#allocate(content) as object;
    this.#moreObjects.set(at as number, object);
    return object;
  }

  #fill(json: Json, value: object): void {
    if (Array.isArray(json)) return this.#fillArray(json);
    const kind = KINDS_BY_NAME.get((json as JsonObject)[KIND] as string);
    if (!kind) return this.#fillObject(json as JsonObject);
    if (kind.whole) return;
    this.#enter();
    const special = json as JsonObject;
    for (const part of kind.partsOf?.(special) ?? []) {
      const shell = this.#shells.get(part);
      if (shell) this.#fill(part, shell);
    }
    kind.fill?.(value, special, this);
    if (kind.untouchable) readPrivate(value, special, this);
    else if (!this.#upgrade(special, value)) this.#complete(special, value);
    this.#depth--;
  }

  /** What objects of all kinds may have. */
  #complete(json: JsonObject, value: object): void {
    readProperties(value, json, this);
    readPrivate(value, json, this);
    if (json["prototype"] !== undefined) this.#setPrototype(value, json["prototype"]);
    readState(value, json);
  }

  /** Whether an instance has an older shape: then its class gets to see it when all it leads to is there. */
  #upgrade(json: JsonObject, value: object): boolean {
    if (!isOtherVersion(json)) return false;
    const data = {};
    readProperties(data, json, this);
    readPrivate(value, json, this);
    this.whenFilled(() => {
      upgradeProperties(value, json, data);
      readState(value, json);
    });
    return true;
  }

  /** Comes after the properties, so that no setter that an object inherits is ever called. */
  #setPrototype(value: object, json: Json): void {
    const prototype = this.read(json);
    const fits = typeof prototype === "object" || typeof prototype === "function";
    if (!fits || isChainTooLong(prototype as object) || !Reflect.setPrototypeOf(value, prototype))
      throw invalid("a prototype that does not fit");
  }

  #fillArray(json: Json[]): void {
    this.#enter();
    for (let i = 0; i < json.length; i++) {
      const child = json[i]!;
      if (typeof child === "object" && child !== null) json[i] = this.read(child) as Json;
    }
    this.#depth--;
  }

  #fillObject(json: JsonObject): void {
    this.#enter();
    for (const key of Object.keys(json)) {
      const child = json[key]!;
      if (typeof child === "object" && child !== null) json[key] = this.read(child) as Json;
    }
    this.#depth--;
  }

  #enter(): void {
    if (++this.#depth > DEPTH_LIMIT) throw invalid("it is nested too deeply");
  }
}

/** Whether a JSON holds an object's content, rather than a primitive or the name of something known. */
function standsForContent(json: Json): boolean {
  if (typeof json !== "object" || json === null) return false;
  const name = Array.isArray(json) ? undefined : json[KIND];
  return name === undefined || KINDS_BY_NAME.has(name as string);
}
