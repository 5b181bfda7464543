import { PerdureError } from "../../errors/perdure-error.js";
import { ObjectMissingError } from "../../errors/object-missing-error.js";
import { idTaken } from "../../generated/messages.js";
import type { AnyObjectClass, ConstructorArguments, Stub } from "../../api/stub-types.js";
import { CREATED, DESTROY } from "../../objects/object-call.js";
import { formerIds, objectExecutionId, objectIdOf } from "../../objects/object-definition.js";
import { objectOf, objectStub } from "../../objects/object-stub.js";
import type { CallOutside } from "../../objects/stub.js";
import { stubTarget } from "../../objects/stub.js";
import { checkText } from "../../options/arguments.js";
import { readOptions } from "../../options/known-options.js";
import type { ExecutionStatus } from "../../store/store.js";
import type { Core } from "../core.js";
import { holderOf, type ObjectHolder } from "./object-holder.js";
import { callFromOutside, create, sendCall } from "./object-callers.js";
import { newObjectRow } from "./object-call.js";

/** An object as it is listed. */
export interface ObjectInfo {
  readonly id: string;
  /** The id of its execution, under which `engine.get` finds it. */
  readonly executionId: string;
  /** `parked`: it takes no calls until a person or other code has helped. */
  readonly status: ExecutionStatus;
  /** The call that it carries out and waits in; null where it is free. */
  readonly holder: ObjectHolder | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface ObjectPage {
  readonly objects: readonly ObjectInfo[];
  /** Where the next page begins; undefined where there is none. */
  readonly next: string | undefined;
}

export interface ListObjectsOptions {
  /** Newest first. Default 100. */
  readonly limit?: number;
  /** Where the page before ended: its `next`. */
  readonly after?: string;
}

const PAGE = 100;
const LIVING = ["pending", "running", "waiting", "completing", "parked"] as const;

/** The durable objects of one class, seen from outside of durable code. */
export class ObjectDirectory<Class extends AnyObjectClass> {
  readonly #Class: Class;
  readonly #core: () => Core | Promise<Core>;

  constructor(Class: Class, core: () => Core | Promise<Core>) {
    this.#Class = Class;
    this.#core = core;
    objectOf(Class);
  }

  /** The object; where it does not exist it is created, and the constructor's error is thrown. */
  async getOrCreate(id: string, ...args: ConstructorArguments<Class>): Promise<Stub<InstanceType<Class>>> {
    const core = await this.#core();
    const stub = this.#stub("getOrCreate", id, args);
    const { classId, definition } = objectOf(this.#Class);
    const object = objectExecutionId(definition, id);
    const found = await core.store.find(object);
    const execution =
      found ?? (await create(core, newObjectRow(core, classId, definition, { id, args }))).execution;
    if (![classId, ...formerIds(classId, definition)].includes(execution.functionId))
      throw new PerdureError(idTaken({ id: object, difference: `the function "${execution.functionId}"` }));
    if (execution.snapshot === null)
      await sendCall(core, { object, method: CREATED, args: "[]", policy: {} });
    return stub;
  }

  /** The object; undefined where it does not exist. */
  async get(id: string): Promise<Stub<InstanceType<Class>> | undefined> {
    const stub = this.#stub("get", id, undefined);
    return (await this.exists(id)) ? stub : undefined;
  }

  async exists(id: string): Promise<boolean> {
    checkText(`${this.#Class.name}.exists`, "the id", id);
    const { store } = await this.#core();
    const execution = await store.find(objectExecutionId(objectOf(this.#Class).definition, id));
    return execution !== null && execution.owner !== null;
  }

  /** Removes the object, after the calls that are in line before. False where it does not exist. */
  async destroy(id: string): Promise<boolean> {
    checkText(`${this.#Class.name}.destroy`, "the id", id);
    const object = objectExecutionId(objectOf(this.#Class).definition, id);
    try {
      await sendCall(await this.#core(), { object, method: DESTROY, args: "[]", policy: {} });
      return true;
    } catch (error) {
      if (error instanceof ObjectMissingError) return false;
      throw error;
    }
  }

  async list(options?: ListObjectsOptions): Promise<ObjectPage> {
    const { limit = PAGE, after } = readOptions("object.list", `${this.#Class.name}.list`, options);
    const { classId, definition } = objectOf(this.#Class);
    const { store } = await this.#core();
    const functionId = [classId, ...formerIds(classId, definition)];
    const beforeSeq = after === undefined ? {} : { beforeSeq: Number(after) };
    const found = await store.list({ functionId, status: LIVING, limit, ...beforeSeq });
    const last = found.length === limit ? found.at(-1) : undefined;
    const objects = found.map((execution) => ({
      id: objectIdOf(definition, execution.id),
      executionId: execution.id,
      status: execution.status,
      holder: holderOf(execution),
      createdAt: new Date(execution.createdAtMs),
      updatedAt: new Date(execution.updatedAtMs),
    }));
    return { objects, next: last && String(last.seq) };
  }

  #stub(method: string, id: string, args: readonly unknown[] | undefined): Stub<InstanceType<Class>> {
    const where = `${this.#Class.name}.${method}`;
    return objectStub(where, this.#Class, id, args, this.#outside) as Stub<InstanceType<Class>>;
  }

  readonly #outside: CallOutside = async (stub, method, args) =>
    callFromOutside(await this.#core(), stubTarget(stub)!, method, args);
}
