import { arrayBuffer } from "./array-buffer.js";
import { array } from "./array.js";
import { boxed } from "./boxed.js";
import { buffer } from "./buffer.js";
import { closure } from "./closure.js";
import { date } from "./date.js";
import { error } from "./error.js";
import { instance } from "./instance.js";
import { iteration } from "./iteration.js";
import type { Kind } from "./kind.js";
import { map } from "./map.js";
import { object } from "./object.js";
import { regExp } from "./reg-exp.js";
import { set } from "./set.js";
import { url } from "./url.js";
import { views } from "./views.js";

/** Every kind of object with an identity; the first that matches is it. */
const KINDS: readonly Kind[] = [
  closure,
  error,
  map,
  set,
  date,
  regExp,
  array,
  iteration,
  buffer,
  ...views,
  arrayBuffer,
  url,
  boxed,
  object,
  instance,
];

export const KINDS_BY_NAME: ReadonlyMap<string, Kind> = new Map(KINDS.map((kind) => [kind.name, kind]));

const BY_PROTOTYPE = new Map(
  KINDS.flatMap((kind) => (kind.prototype ? [[kind.prototype, kind] as const] : [])),
);

/** The kind of an object, or undefined where it cannot be stored. */
export function kindOf(value: object): Kind | undefined {
  const likely = BY_PROTOTYPE.get(Object.getPrototypeOf(value) as object);
  return likely?.matches(value) ? likely : KINDS.find((kind) => kind.matches(value));
}
