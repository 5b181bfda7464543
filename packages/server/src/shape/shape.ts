/** Checks a value of a request and gives it with its type. Throws a ShapeError. */
export type Shape<T> = (value: unknown, path: string) => T;

/** What was sent is not what was expected. */
export class ShapeError extends Error {
  readonly path: string;
  readonly expected: string;

  constructor(path: string, expected: string) {
    super(`${path} must be ${expected}`);
    this.path = path || "the body";
    this.expected = expected;
  }
}

const LONGEST_ID = 1000;

export const text: Shape<string> = (value, path) => {
  if (typeof value !== "string") throw new ShapeError(path, "a text");
  return value;
};

/** A name or an id: not empty, and not endless. */
export const name: Shape<string> = (value, path) => {
  if (typeof value !== "string" || value === "" || value.length > LONGEST_ID)
    throw new ShapeError(path, `a text of 1 to ${LONGEST_ID} characters`);
  return value;
};

export const integer: Shape<number> = (value, path) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0)
    throw new ShapeError(path, `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`);
  return value as number;
};

/** Times may have fractions, and lie before 1970. */
export const number: Shape<number> = (value, path) => {
  if (typeof value !== "number" || !Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)
    throw new ShapeError(path, "a number");
  return value;
};

export const bool: Shape<boolean> = (value, path) => {
  if (typeof value !== "boolean") throw new ShapeError(path, "true or false");
  return value;
};

export const anything: Shape<unknown> = (value) => value;

export const oneOf =
  <const T extends string>(...allowed: readonly T[]): Shape<T> =>
  (value, path) => {
    if (!allowed.includes(value as T))
      throw new ShapeError(path, `one of ${allowed.map((each) => `"${each}"`).join(", ")}`);
    return value as T;
  };

export const nullable =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value, path) =>
    value === null ? null : shape(value, path);

/** Left out, or null. */
export const optional =
  <T>(shape: Shape<T>): Shape<T | undefined> =>
  (value, path) =>
    value === undefined || value === null ? undefined : shape(value, path);

export const list =
  <T>(shape: Shape<T>, most = 100_000): Shape<readonly T[]> =>
  (value, path) => {
    if (!Array.isArray(value)) throw new ShapeError(path, "a list");
    if (value.length > most) throw new ShapeError(path, `a list of at most ${most}`);
    return value.map((item, index) => shape(item, `${path}[${index}]`));
  };

/** A list of fixed length; what is missing at its end counts as left out. */
export const tuple =
  <T extends readonly unknown[]>(...shapes: { readonly [K in keyof T]: Shape<T[K]> }): Shape<T> =>
  (value, path) => {
    if (!Array.isArray(value) || value.length > shapes.length)
      throw new ShapeError(path, `a list of ${shapes.length}`);
    return shapes.map((shape, index) => shape(value[index], `${path}[${index}]`)) as unknown as T;
  };

type Fields = Readonly<Record<string, Shape<unknown>>>;
type Value<F extends Fields> = { readonly [K in keyof F]: ReturnType<F[K]> };

/** An object with these fields and no others; those that are left out stay so. */
export const record =
  <F extends Fields>(fields: F): Shape<Value<F>> =>
  (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new ShapeError(path, "an object");
    for (const key of Object.keys(value))
      if (!Object.hasOwn(fields, key))
        throw new ShapeError(at(path, key), `left out; known are ${Object.keys(fields).join(", ")}`);
    const checked: Record<string, unknown> = {};
    for (const [key, shape] of Object.entries(fields)) {
      const given = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
      const result = shape(given, at(path, key));
      if (result !== undefined) checked[key] = result;
    }
    return checked as Value<F>;
  };

const at = (path: string, key: string): string => {
  const shown = /^\w{1,60}$/.test(key) ? key : JSON.stringify(key.slice(0, 60));
  return path === "" ? shown : `${path}.${shown}`;
};
