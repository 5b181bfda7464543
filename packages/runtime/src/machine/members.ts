import { MACHINE } from "./abi.js";
import { processWide } from "./process-wide.js";

/**
 * Members are what comes with a function that code makes: its `prototype` object, and the methods and accessors of a
 * class. They have no record of their own: a snapshot finds them on the closure that they came with.
 */
export interface Member {
  /** The function that it came with: a closure, or a method that is itself a member. */
  readonly owner: object;
  readonly path: MemberPath;
}

/** Keys from the owner on, and `get` or `set` after the key of an accessor. */
export type MemberPath = readonly (string | symbol)[];

interface Members {
  readonly of: WeakMap<object, Member>;
  readonly lists: WeakMap<object, readonly object[]>;
  /** Whether there ever was one: programs without any pay nothing for them. */
  any: boolean;
}

const members = processWide<Members>("perdure.members", () => ({
  of: new WeakMap(),
  lists: new WeakMap(),
  any: false,
}));

/** How a value came to be as a part of a function that code made; undefined for all others. */
export const memberOf = (value: object): Member | undefined =>
  members.any ? members.of.get(value) : undefined;

/** What came with a function, in the order of its properties. */
export const membersOf = (owner: object): readonly object[] => members.lists.get(owner) ?? [];

/** The member of a path as the code made it, whatever has become of the property; undefined where there is none. */
export const memberAt = (owner: object, path: MemberPath): object | undefined =>
  membersOf(owner).find((member) => samePath(members.of.get(member)!.path, path));

/** Remembers what came with a function that was just made. */
export function addMembers(owner: object): void {
  const prototype = ownPrototype(owner);
  if (!prototype) return; // neither a class nor a constructor nor a generator function
  members.any = true;
  const list: object[] = [];
  const add = (value: unknown, path: MemberPath): void => {
    if (!isObject(value) || value === owner || members.of.has(value)) return;
    members.of.set(value, { owner, path });
    list.push(value);
    if (typeof value === "function" && !members.lists.has(value)) addMembers(value);
  };
  addProperties(owner, [], add);
  addProperties(prototype, ["prototype"], add);
  members.lists.set(owner, list);
}

function addProperties(
  holder: object,
  path: MemberPath,
  add: (value: unknown, path: MemberPath) => void,
): void {
  for (const key of Reflect.ownKeys(holder)) {
    if (key === MACHINE) continue;
    const descriptor = Object.getOwnPropertyDescriptor(holder, key)!;
    add(descriptor.value, [...path, key]);
    add(descriptor.get, [...path, key, "get"]);
    add(descriptor.set, [...path, key, "set"]);
  }
}

function ownPrototype(owner: object): object | undefined {
  const prototype: unknown = Object.getOwnPropertyDescriptor(owner, "prototype")?.value;
  return isObject(prototype) ? prototype : undefined;
}

const samePath = (a: MemberPath, b: MemberPath): boolean =>
  a.length === b.length && a.every((step, at) => step === b[at]);

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";
