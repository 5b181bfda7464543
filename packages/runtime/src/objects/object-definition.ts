import { objectClassId } from "../machine/object-class.js";
import { functionPolicy, type FunctionPolicy } from "../options/function-options.js";
import { readOptions } from "../options/known-options.js";
import type { ObjectOptions } from "../options/object-options.js";
import type { FunctionDefaults } from "../options/function-options.js";
import { readMethods, type ObjectMethod } from "./object-methods.js";

/** What makes the objects of a class. */
export type ObjectConstructor = new (id: string, ...args: readonly unknown[]) => object;

/** A class of durable objects, as the runtime knows it. */
export interface ObjectDefinition {
  readonly Class: ObjectConstructor;
  readonly className: string;
  /** Of its objects' executions: the class's name, or the oldest that it had, under which its objects are stored. */
  readonly prefix: string;
  readonly isReentrant: boolean;
  readonly options: ObjectOptions;
  methods(): ReadonlyMap<string, ObjectMethod>;
  policy(defaults?: FunctionDefaults): FunctionPolicy;
}

/** Checks a class's options. Its methods are looked at when they are first needed: decorators may come before them. */
export function objectDefinition(
  Class: ObjectConstructor,
  given: ObjectOptions | undefined,
): ObjectDefinition {
  const options = readOptions("object", `durable.object(${Class.name})`, given);
  const { name, version: _, upgrade: __, shared: ___, methods: ____, reentrant = false, ...rest } = options;
  /** By the compiler's id, which stays where a minifier changes the class's name. */
  const named = (): string => name ?? objectClassId(Class)?.split("#").at(-1) ?? Class.name;
  let methods: ReadonlyMap<string, ObjectMethod> | undefined;
  return {
    Class,
    get className() {
      return named();
    },
    get prefix() {
      return options.formerly?.[0]?.split("#").at(-1) ?? named();
    },
    isReentrant: reentrant,
    options,
    methods: () => (methods ??= readMethods(Class, named(), options)),
    policy: (defaults) => functionPolicy(`durable.object(${named()})`, rest, defaults),
  };
}

/** The ids that a class had, as `formerly` names them. */
export function formerIds(classId: string, { options }: ObjectDefinition): readonly string[] {
  const home = classId.slice(0, classId.indexOf("#") + 1);
  return (options.formerly ?? []).map((former) => (former.includes("#") ? former : home + former));
}

/** The id of an object's execution. */
export const objectExecutionId = ({ prefix }: Pick<ObjectDefinition, "prefix">, id: string): string =>
  `${prefix}/${id.replaceAll("%", "%25").replaceAll("/", "%2F")}`;

/** The object's own id. */
export const objectIdOf = ({ prefix }: Pick<ObjectDefinition, "prefix">, executionId: string): string =>
  executionId
    .slice(prefix.length + 1)
    .replaceAll("%2F", "/")
    .replaceAll("%25", "%");
