import { isDate } from "node:util/types";
import { parseDuration } from "./duration.js";

/** What an option may be: tried at run time, and said in the error where it is not. */
export interface OptionCheck {
  readonly expected: string;
  accepts(value: unknown): boolean;
}

const DURATION = 'a duration: milliseconds, or a text such as "2s" or "1 day"';
const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isWhole = (value: unknown, from: number) => Number.isSafeInteger(value) && (value as number) >= from;
const isFunction = (value: unknown) => typeof value === "function";
const isBetween = (value: unknown, from: number, to: number) =>
  typeof value === "number" && value >= from && value <= to;

export const trueOrFalse: OptionCheck = {
  expected: "true or false",
  accepts: (value) => typeof value === "boolean",
};
export const text: OptionCheck = { expected: "a text that is not empty", accepts: isText };
export const texts: OptionCheck = {
  expected: "an array of texts that are not empty",
  accepts: (value) => Array.isArray(value) && value.every(isText),
};
export const signal: OptionCheck = {
  expected: "an AbortSignal",
  accepts: (value) => hasMethods(value, "addEventListener", "throwIfAborted"),
};
/** Of an entity: its handlers by name. */
export const functions: OptionCheck = {
  expected: "an object of functions",
  accepts: (value) => anObject.accepts(value) && Object.values(value as object).every(isFunction),
};
/** Of a class: the names of methods; of one method: whether it is; of an entity: the handlers. */
export const shared: OptionCheck = {
  expected: "an array of methods' names; at one method true or false; of an entity an object of functions",
  accepts: (value) => trueOrFalse.accepts(value) || texts.accepts(value) || functions.accepts(value),
};
export const aFunction: OptionCheck = {
  expected: "a function",
  accepts: (value) => typeof value === "function",
};
export const duration: OptionCheck = {
  expected: DURATION,
  accepts: (value) => parseDuration(value) !== undefined,
};
export const timeLimit: OptionCheck = {
  expected: `${DURATION}, above 0`,
  accepts: (value) => (parseDuration(value) ?? 0) > 0,
};
export const retention: OptionCheck = {
  expected: `${DURATION}, or "forever"`,
  accepts: (value) => value === "forever" || duration.accepts(value),
};
export const wholeFromOne: OptionCheck = {
  expected: "a whole number, 1 or more",
  accepts: (value) => isWhole(value, 1),
};
export const wholeFromZero: OptionCheck = {
  expected: "a whole number, 0 or more",
  accepts: (value) => isWhole(value, 0),
};
export const retries: OptionCheck = {
  expected: "a whole number, 0 or more, or Infinity",
  accepts: (value) => value === Infinity || isWhole(value, 0),
};
export const backoff: OptionCheck = {
  expected: '"exponential", "linear", "constant", or a factor of 1 or more',
  accepts: (value) =>
    value === "exponential" ||
    value === "linear" ||
    value === "constant" ||
    isBetween(value, 1, Number.MAX_VALUE),
};
export const jitter: OptionCheck = {
  expected: "true, false, or a fraction from 0 to 1",
  accepts: (value) => typeof value === "boolean" || isBetween(value, 0, 1),
};
export const history: OptionCheck = {
  expected: '"bounded", "off", or how many entries are kept ("full" does not exist yet)',
  accepts: (value) => value === "bounded" || value === "off" || isWhole(value, 0),
};
export const schema: OptionCheck = {
  expected: "a Standard Schema: an object with `~standard`",
  accepts: isSchema,
};
export const schemas: OptionCheck = {
  expected: `${schema.expected}; or an array of them, one for each argument`,
  accepts: (value) => (Array.isArray(value) ? value.every(isSchema) : isSchema(value)),
};

export const anObject: OptionCheck = {
  expected: "an object",
  accepts: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
};
export const liveness: OptionCheck = {
  expected: "a Liveness, or a function that gives one",
  accepts: (value) => aFunction.accepts(value) || anObject.accepts(value),
};
export const date: OptionCheck = {
  expected: "a valid Date",
  accepts: (value) => isDate(value) && !Number.isNaN(value.getTime()),
};
export const milliseconds: OptionCheck = {
  expected: "a number of milliseconds from 0 to 2147483647",
  accepts: (value) => isBetween(value, 0, 2 ** 31 - 1),
};
/** Stores keep ids as UTF-8: a NUL would end one, and halves of characters would become the same one. */
export const executionId: OptionCheck = {
  expected: "a text of 1 to 500 characters, without NUL and without halves of characters",
  accepts: (value) => isText(value) && value.length <= 500 && !/[\0\p{Surrogate}]/u.test(value),
};
export const cursor: OptionCheck = {
  expected: "the `next` of a page",
  accepts: (value) => isText(value) && /^\d{1,15}$/.test(value),
};
export const engine: OptionCheck = {
  expected: "an engine, as `await createEngine()` gives it",
  accepts: (value) => hasMethods(value, "start", "get", "stop"),
};
export const store: OptionCheck = {
  expected: "a path, or a store that is open, as `await openSqliteStore({ file })` gives it",
  accepts: (value) => isText(value) || hasMethods(value, "register", "claim", "commit", "release"),
};
export const services: OptionCheck = {
  expected: "an array of services, as `durable.service` gives them",
  accepts: (value) => Array.isArray(value) && value.every((each) => hasMethods(each, "handle")),
};
export const logger: OptionCheck = {
  expected: "a logger: an object with the methods warn and error",
  accepts: (value) => hasMethods(value, "warn", "error"),
};
export const codec: OptionCheck = {
  expected: "an object with the methods encode and decode",
  accepts: (value) => hasMethods(value, "encode", "decode"),
};
export const clock: OptionCheck = {
  expected: "an object with the methods now and setTimer",
  accepts: (value) => hasMethods(value, "now", "setTimer"),
};

/** One of the words, or an array of some. */
export const someOf = (words: readonly string[]): OptionCheck => ({
  expected: `${words.map((word) => `"${word}"`).join(", ")}, or an array of them`,
  accepts: (value) =>
    (Array.isArray(value) ? value : [value]).every((each) => words.includes(each as string)),
});

export const oneOf = (...words: readonly string[]): OptionCheck => ({
  expected: words.map((word) => `"${word}"`).join(" or "),
  accepts: (value) => words.includes(value as string),
});

function hasMethods(value: unknown, ...names: readonly string[]): boolean {
  if ((typeof value !== "object" || value === null) && typeof value !== "function") return false;
  return names.every((name) => typeof (value as Readonly<Record<string, unknown>>)[name] === "function");
}

function isSchema(value: unknown): boolean {
  if ((typeof value !== "object" || value === null) && typeof value !== "function") return false;
  const standard = (value as { readonly "~standard"?: { readonly validate?: unknown } })["~standard"];
  return typeof standard?.validate === "function";
}
