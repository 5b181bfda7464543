import { closureRecord, instantiate } from "../machine/closure.js";
import { addMembers, memberAt, memberOf, membersOf } from "../machine/members.js";
import { registry } from "../machine/registry.js";
import type { ClosureRecord } from "../machine/abi.js";
import { privateElements } from "../machine/private.js";
import { stateOf } from "./attributes.js";
import { changesOf, type Pristine } from "./changes.js";
import { dataProperty } from "./describe-kind.js";

/** A closure as its code makes it: over empty scopes, and for a class over an empty base. */
interface Twin {
  readonly object: object;
  /** What stands in the place of the functions that the code is given. */
  readonly standIns: ReadonlyMap<object, object>;
}

/** By code, or by record where what it is given gives it its shape. */
const twins = new WeakMap<object, Twin>();

/** A closure or one of its members as the code made it. */
export function pristine(value: object): Pristine {
  const closure = rootOf(value);
  const twin = twinOf(closureRecord(closure)!);
  return {
    object: counterpart(value, closure, twin)!,
    is: (own, fresh) =>
      Object.is(own, fresh) ||
      (isObject(own) && isObject(fresh) && counterpart(own, closure, twin) === fresh),
  };
}

/** Whether all that came with a closure is what its code makes of values of the kind that it was given. */
export function hasTwin(closure: object): boolean {
  const twin = twinOf(closureRecord(closure)!);
  const isKnown = (member: object): boolean =>
    counterpart(member, closure, twin) !== undefined && membersOf(member).every(isKnown);
  return membersOf(closure).every(isKnown);
}

/** The members that are not as the code made them, or that have such members. */
export const changedMembers = (owner: object): object[] => membersOf(owner).filter(isChanged);

function isChanged(member: object): boolean {
  const { object, is } = pristine(member);
  const state = stateOf(member);
  const { keys, deleted } = changesOf(member, { object, is }, state);
  return (
    state !== undefined ||
    keys.length + deleted.length > 0 ||
    !is(Object.getPrototypeOf(member), Object.getPrototypeOf(object)) ||
    privateElements(member) !== undefined ||
    membersOf(member).some(isChanged)
  );
}

/** The closure that a member came with, directly or by way of others; the value itself where it is none. */
export function rootOf(value: object): object {
  let owner = value;
  for (let member = memberOf(owner); member; member = memberOf(owner)) owner = member.owner;
  return owner;
}

function twinOf(record: ClosureRecord): Twin {
  const { id, hash, given = [] } = record;
  const code = registry.closures.get(id)!.get(hash)!;
  const key = given.length > 0 ? record : code;
  const known = twins.get(key);
  if (known) return known;
  const standIns = new Map<object, object>();
  for (const value of given) if (typeof value === "function") standIns.set(value, standIn());
  const object = instantiate(code, {
    self: undefined,
    scopes: code.scopes.map(() => ({})),
    ...(given.length > 0 && { given: given.map((value) => standIns.get(value as object) ?? value) }),
  });
  const twin = { object, standIns };
  twins.set(key, twin);
  return twin;
}

function standIn(): object {
  const made = class {};
  addMembers(made);
  return made;
}

/** What of the twin has the place that a value has on the closure. */
function counterpart(value: object, closure: object, twin: Twin): object | undefined {
  if (value === closure) return twin.object;
  const known = twin.standIns.get(value);
  if (known) return known;
  const member = memberOf(value);
  if (member) {
    const owner = counterpart(member.owner, closure, twin);
    return owner && memberAt(owner, member.path);
  }
  for (const [given, made] of twin.standIns) {
    if (membersOf(given).length === 0 && dataProperty(given, "prototype") === value)
      return dataProperty(made, "prototype") as object;
  }
  return undefined;
}

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";
