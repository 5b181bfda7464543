/** What stands in place of a value that is not to be shown. */
export const REDACTED = "[redacted]";

/** Gives a value for people to see. */
export type Redact = <T>(value: T) => T;

/** Segments in lower case, the field itself last. */
type Path = readonly string[];

type Field = readonly [key: PropertyKey | object | null | undefined, value: unknown];

/**
 * A copy of `value` in which the named fields read "[redacted]"; the value itself where there are none. A name is a
 * field at any depth (`password`) or the end of a path (`card.number`; `*` stands for any one field), whatever the
 * case. Items of arrays and Sets count as their owner, keys of Maps as fields. What is not made of plain data
 * (dates, URLs, buffers, functions, accessors) is left as it is, and so are the messages of errors.
 */
export const redacted = <T>(value: T, names: readonly string[]): T => redactor(names)(value);

/** `redacted` for the same names again and again. */
export function redactor(names: readonly string[]): Redact {
  if (names.length === 0) return (value) => value;
  const parsed = names.map((name) => name.toLowerCase().split("."));
  return (value) => {
    const walk = new Walk(parsed);
    const copied = walk.copy(value, []);
    return walk.found ? copied : value;
  };
}

class Walk {
  found = false;
  readonly #names: readonly Path[];
  /** As much of a path as a name can look at, without the field itself. */
  readonly #reach: number;
  /** By object and by the end of the path that leads to it. */
  readonly #copies = new Map<object, Map<string, object>>();

  constructor(names: readonly Path[]) {
    this.#names = names;
    this.#reach = Math.max(...names.map((name) => name.length)) - 1;
  }

  copy<T>(value: T, path: Path): T {
    if (!isOpen(value)) return value;
    const from = path.slice(path.length - Math.min(path.length, this.#reach));
    const known = this.#copies.get(value) ?? new Map<string, object>();
    this.#copies.set(value, known);
    const before = known.get(from.join("."));
    if (before) return before as T;
    const made = emptyLike(value);
    known.set(from.join("."), made);
    for (const [key, field] of fieldsOf(value)) put(made, value, key, this.#shown(key, field, from));
    return made as T;
  }

  #shown(key: Field[0], field: unknown, from: Path): unknown {
    if (typeof key !== "string") return this.copy(field, from);
    const path = [...from, key.toLowerCase()];
    if (!this.#names.some((name) => endsWith(path, name))) return this.copy(field, path);
    this.found = true;
    return REDACTED;
  }
}

const endsWith = (path: Path, name: Path): boolean =>
  name.length <= path.length &&
  name.every((part, i) => part === "*" || part === path[path.length - name.length + i]);

/** Whether its fields are what it is made of. */
function isOpen(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value) || value instanceof Map || value instanceof Set || value instanceof Error)
    return true;
  return Object.prototype.toString.call(value) === "[object Object]";
}

function emptyLike(value: object): object {
  if (Array.isArray(value)) return [];
  if (value instanceof Map) return new Map();
  if (value instanceof Set) return new Set();
  return Object.create(Object.getPrototypeOf(value) as object | null) as object;
}

function fieldsOf(value: object): readonly Field[] {
  if (Array.isArray(value)) return value.map((item, index) => [index, item]);
  if (value instanceof Map) return [...(value as Map<object, unknown>)];
  if (value instanceof Set) return [...value].map((item, index) => [index, item]);
  const keys = Object.getOwnPropertyNames(value);
  return keys.map((key) => [key, propertyOf(value, key).value as unknown]);
}

/** Newer engines have an accessor for the stack of an error, which gives nothing for a copy. */
function propertyOf(owner: object, key: PropertyKey): PropertyDescriptor {
  const own = Object.getOwnPropertyDescriptor(owner, key)!;
  if (!own.get || key !== "stack" || !(owner instanceof Error)) return own;
  return { value: owner.stack, enumerable: own.enumerable ?? false };
}

function put(made: object, from: object, key: Field[0], shown: unknown): void {
  if (made instanceof Map) made.set(key, shown);
  else if (made instanceof Set) made.add(shown);
  else if (Array.isArray(made)) made[key as number] = shown;
  else {
    const given = propertyOf(from, key as PropertyKey);
    const enumerable = given.enumerable ?? false;
    const isAccessor = given.get !== undefined && shown !== REDACTED;
    Object.defineProperty(made, key as PropertyKey, isAccessor ? given : { value: shown, enumerable });
  }
}
