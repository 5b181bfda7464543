import {
  unstorableAccessor,
  unstorableErrorClass,
  unstorableFunction,
  unstorableHook,
  unstorableInstance,
  unstorablePrivate,
  unstorableValue,
} from "../generated/messages.js";
import { builtInPrototypeName } from "../machine/built-ins.js";
import { className, describeKind } from "./describe-kind.js";
import type { Path } from "./path.js";
import { hasPrivateState } from "./stored-class.js";
import { UnstorableError } from "./unstorable-error.js";

const REASONS = {
  value: unstorableValue,
  function: unstorableFunction,
  instance: unstorableInstance,
  errorClass: unstorableErrorClass,
  accessor: unstorableAccessor,
  private: unstorablePrivate,
  hook: unstorableHook,
} as const;

/** Why a value cannot be stored: each has its own ways out. */
export type Reason = keyof typeof REASONS;

/** The error for what stands at a path. */
export const refusal = (reason: Reason, path: Path, kind: string): UnstorableError =>
  new UnstorableError(REASONS[reason], path, kind);

/** What an error says of a value. */
export type Refused = readonly [reason: Reason, kind: string];

/** For an instance whose class does not let it be stored. */
export function refusedClass(value: object, reason: "instance" | "errorClass" = "instance"): Refused {
  const name = className(value) ?? describeKind(value);
  return hasPrivateState(value)
    ? ["private", `an instance of ${name}, which has private (#) fields`]
    : [reason, name];
}

/** For a value that no kind matches. */
export function refusedValue(value: object): Refused {
  if (typeof value === "function") return ["function", describeKind(value)];
  return isBuiltIn(value) ? ["value", describeKind(value)] : refusedClass(value);
}

/** Whether the language or the platform made the class, so that registering it is no way out. */
function isBuiltIn(value: object): boolean {
  const name = describeKind(value);
  const own = builtInPrototypeName(Object.getPrototypeOf(value) as object) !== undefined;
  return own || /^[a-z]|Iterator$|Generator$/.test(name) || Object.hasOwn(globalThis, name);
}
