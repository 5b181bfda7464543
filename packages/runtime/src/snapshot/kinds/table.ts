import { DurablePromise } from "../../promises/durable-promise.js";
import { arrayBuffer } from "./array-buffer.js";
import { argumentsObject } from "./arguments-object.js";
import { array } from "./array.js";
import { boundFunction } from "./bound.js";
import { boxed } from "./boxed.js";
import { buffer } from "./buffer.js";
import { closure } from "./closure.js";
import { date } from "./date.js";
import { domException } from "./dom-exception.js";
import { error, foreignError } from "./error.js";
import { generator } from "./generator.js";
import { delegation } from "./generator-delegation.js";
import { instance } from "./instance.js";
import { iteration } from "./iteration.js";
import { iterationAsync } from "./iteration-async.js";
import { iterationCollection } from "./iteration-collection.js";
import { iterationKeys } from "./iteration-keys.js";
import { iterationLazy } from "./iteration-lazy.js";
import { iterationObject } from "./iteration-object.js";
import { iterationProtocol } from "./iteration-protocol.js";
import { iterationText } from "./iteration-text.js";
import type { Kind } from "./kind.js";
import { map } from "./map.js";
import { member } from "./member.js";
import { object } from "./object.js";
import { promise } from "./promise.js";
import { proxied } from "./proxy.js";
import { privateName } from "./private-name.js";
import { regExp } from "./reg-exp.js";
import { resolver } from "./resolver.js";
import { revoker } from "./revoker.js";
import { serialized } from "./serialized.js";
import { set } from "./set.js";
import { stub } from "./stub.js";
import { url } from "./url.js";
import { urlSearchParams } from "./url-search-params.js";
import { views } from "./views.js";

/** Every kind of object with an identity; the first that matches is it. */
const KINDS: readonly Kind[] = [
  proxied,
  stub,
  serialized,
  member,
  resolver,
  revoker,
  closure,
  boundFunction,
  domException,
  error,
  map,
  set,
  date,
  regExp,
  array,
  promise,
  generator,
  delegation,
  iteration,
  iterationAsync,
  iterationCollection,
  iterationKeys,
  iterationLazy,
  iterationObject,
  iterationProtocol,
  iterationText,
  buffer,
  ...views,
  arrayBuffer,
  url,
  urlSearchParams,
  boxed,
  privateName,
  argumentsObject,
  instance,
  object,
  foreignError,
];

export const KINDS_BY_NAME: ReadonlyMap<string, Kind> = new Map(KINDS.map((kind) => [kind.name, kind]));

/** Whatever inherits from `Object.prototype` alone may still be anything. */
const BY_PROTOTYPE = new Map<object, Kind>(
  KINDS.flatMap((kind) => (kind.prototype && kind !== object ? [[kind.prototype, kind] as const] : [])),
);

BY_PROTOTYPE.set(DurablePromise.prototype, promise);
BY_PROTOTYPE.set(Function.prototype, closure);

/** The kind of an object, or undefined where it cannot be stored. */
export function kindOf(value: object): Kind | undefined {
  // Before anything is asked of the value itself.
  if (proxied.matches(value)) return proxied;
  const likely = BY_PROTOTYPE.get(Object.getPrototypeOf(value) as object);
  return likely?.matches(value) ? likely : KINDS.find((kind) => kind.matches(value));
}
