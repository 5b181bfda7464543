import { invalid, takeName } from "../machine/names.js";
import { registerNamed } from "../machine/reference.js";
import { announce } from "../machine/registry.js";

/**
 * Gives a name to an object that this process has (a database, a client, a container's service). Returns the object
 * that `instance` gives; wherever it stands, in a variable or in a field, a snapshot holds the name alone, and a
 * restore puts the object there that the process then has under it. An execution whose ref is missing waits for code.
 * Throws a `PerdureError` (PD2160, PD2162).
 */
export function ref<T extends object>(name: string, instance: () => T): T {
  if (typeof instance !== "function") throw invalid("durable.ref", `${typeof instance} for the object`, HINT);
  const value = instance();
  if ((typeof value !== "object" && typeof value !== "function") || value === null)
    throw invalid("durable.ref", `a function that gave ${value === null ? "null" : typeof value}`, HINT);
  registerNamed(takeName("ref", name, instance), value);
  announce();
  return value;
}

const HINT = 'Write `durable.ref("database", () => database)`.';
