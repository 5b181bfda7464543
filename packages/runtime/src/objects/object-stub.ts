import { PerdureError } from "../errors/perdure-error.js";
import { notCompiled, objectInvalid } from "../generated/messages.js";
import { objectClassId } from "../machine/object-class.js";
import { processWide } from "../machine/process-wide.js";
import { checkText } from "../options/arguments.js";
import { shownValue } from "../options/shown-value.js";
import type { ObjectDefinition } from "./object-definition.js";
import { newStub, type CallOutside } from "./stub.js";

/** Definitions by class. */
const definitions = processWide("perdure.object-definitions", () => new WeakMap<object, ObjectDefinition>());

export const keepDefinition = (definition: ObjectDefinition): void =>
  void definitions.set(definition.Class, definition);

/** The definition of a class, compiled or not. Throws PD2223 for any other value. */
export function declaredObject(Class: unknown): ObjectDefinition {
  const isClass = typeof Class === "function";
  const definition = isClass ? definitions.get(Class) : undefined;
  const className = isClass ? Class.name : shownValue(Class);
  if (!definition) {
    const hint = `Write \`@durable.object\` above the class, or \`durable.object(${isClass ? className : "Class"})\` after it.`;
    throw new PerdureError(
      objectInvalid({ class: className, problem: "it was never declared as one", hint }),
    );
  }
  return definition;
}

/** A compiled class's definition and id. Throws PD2223, and PD2001 for one that was not compiled. */
export function objectOf(Class: unknown): {
  readonly classId: string;
  readonly definition: ObjectDefinition;
} {
  const definition = declaredObject(Class);
  const classId = objectClassId(Class as object);
  if (classId === undefined) throw new PerdureError(notCompiled({ name: definition.className }));
  return { classId, definition };
}

/** A stub for an object that is created at its first call where it does not exist. */
export function objectStub(
  where: string,
  Class: { readonly name: string },
  id: string,
  args: readonly unknown[] | undefined,
  outside?: CallOutside,
): object {
  objectOf(Class);
  checkText(where, "the id", id);
  return newStub({ Class, id, args, policy: {}, outside });
}
