import { encode, stubTarget } from "perdure/engine";
import { isInstance } from "./is-instance.js";

/**
 * A value's text for comparing: exact to the last bit, but equal in all modes. Errors go without their stacks, and
 * instances of the program's classes by class name and fields, since plain mode knows no registered classes.
 */
export function canonical(value: unknown, visiting: ReadonlySet<object> = new Set()): string {
  const toTag = (object: object): string | undefined => {
    const isError = object instanceof Error;
    if (!isError && !isInstance(object)) return undefined;
    if (visiting.has(object)) return JSON.stringify({ class: nameOf(object), fields: "(in a cycle)" });
    const inner = new Set(visiting).add(object);
    const names = Object.keys(object);
    if (isError)
      names.push(
        ...["name", "message", "cause", "errors"].filter((name) => name in object && !names.includes(name)),
      );
    const fields = names.map((name) => {
      const field: unknown = (object as unknown as Record<string, unknown>)[name];
      return [name, JSON.parse(canonical(field, inner))] as const;
    });
    return JSON.stringify({ class: nameOf(object), fields: Object.fromEntries(fields) });
  };
  return encode(value, { toTag });
}

const nameOf = (object: object): string =>
  stubTarget(object)
    ? `stub of ${stubTarget(object)!.id}`
    : (Object.getPrototypeOf(object) as { readonly constructor: { readonly name: string } }).constructor.name;
