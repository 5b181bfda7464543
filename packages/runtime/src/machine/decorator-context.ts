import type { Scope } from "./abi.js";
import { closure, fn } from "./closure.js";

type Method = (...args: readonly unknown[]) => unknown;
type Holder = Record<PropertyKey, unknown>;

/** While a decorator runs: where what it adds goes. */
interface Adding extends Scope {
  later: Method[];
  isDone: boolean;
}

// They are closures like those of compiled code: what decorators return often captures their context.
const NAMES = { has: "perdure#access.has", get: "perdure#access.get", set: "perdure#access.set" };
const ADD = "perdure#addInitializer";

const register = (id: string, make: (scope: never) => Method): void =>
  closure({ id, hash: "1", scopes: ["$of"], make: make as () => Method });

register(
  NAMES.has,
  ({ name }: { name: string }) =>
    (object) =>
      name in (object as object),
);
register(
  NAMES.get,
  ({ name }: { name: string }) =>
    (object) =>
      (object as Holder)[name],
);
register(
  NAMES.set,
  ({ name }: { name: string }) =>
    (object, value) =>
      void ((object as Holder)[name] = value),
);
register(ADD, (adding: Adding) => (run) => {
  if (adding.isDone) throw new TypeError("Cannot add initializers after decoration has completed");
  if (typeof run !== "function") throw new TypeError("Function expected");
  adding.later.push(run as Method);
});

/** `context.access` of an element that everybody can reach. */
export const decoratorAccess = (name: PropertyKey): Record<string, Method> =>
  Object.fromEntries(Object.entries(NAMES).map(([how, id]) => [how, fn(id, undefined, { name }) as Method]));

/** `context.addInitializer` */
export const initializerAdder = (adding: Adding): Method => fn(ADD, undefined, adding) as Method;
