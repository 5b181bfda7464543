import { afterFailure, newStub, declaredObject, objectExecutionId, type ObjectMethod } from "perdure/engine";
import type { DurableContext } from "perdure";
import { crossPlainly } from "./cross-plainly.js";

type Fields = Record<PropertyKey, unknown>;

/** What an object in memory needs of the context that reaches it. */
export interface PlainHost {
  context(id: string): DurableContext;
  sleep(ms: number): Promise<void>;
}

/** How a call of an object is made: as an operation of its caller. */
export type AskObject = (
  asked: { readonly kind: "object" | "read"; readonly label: string; readonly args: readonly unknown[] },
  perform: () => unknown,
) => Promise<unknown>;

/** Durable objects of plain mode: one instance for each id, one call at a time, in memory. */
export class PlainObjects {
  readonly #byId = new Map<string, PlainObject>();

  /** A stub whose calls go through `ask`. */
  stub(Class: object, id: string, args: readonly unknown[], host: PlainHost, ask: AskObject): object {
    const definition = declaredObject(Class);
    const executionId = objectExecutionId(definition, id);
    const call = (_: object, name: string, given: readonly unknown[]): Promise<unknown> => {
      const object = this.#byId.get(executionId) ?? new PlainObject(executionId, host);
      this.#byId.set(executionId, object);
      const method = definition.methods().get(name)!;
      const copies = copyOf([...given]);
      const label = `${definition.className}.${name}`;
      const kind = method.isShared ? "read" : "object";
      const create = () => new definition.Class(id, ...copyOf([...args]));
      return ask({ kind, label, args: copies }, () => object.call(method, copies, create));
    };
    return newStub({ Class: definition.Class, id, args, policy: {}, outside: call });
  }
}

class PlainObject {
  readonly #id: string;
  readonly #host: PlainHost;
  #instance: object | undefined;
  #committed: Fields = {};
  #last: Promise<unknown> = Promise.resolve();

  constructor(id: string, host: PlainHost) {
    this.#id = id;
    this.#host = host;
  }

  call(method: ObjectMethod, args: readonly unknown[], create: () => object): Promise<unknown> {
    if (method.isShared && this.#instance) return this.#read(method, args);
    const turn = this.#last.then(() => {
      if (!this.#instance) {
        this.#instance = create();
        this.#commit();
      }
      return method.isShared ? this.#read(method, args) : this.#carryOut(method, args, this.#instance, 1);
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** On a copy of what the last call has left. */
  async #read({ fn }: ObjectMethod, args: readonly unknown[]): Promise<unknown> {
    const copy = Object.create(Object.getPrototypeOf(this.#instance!) as object) as object;
    return fn.apply(Object.assign(copy, copyOf(this.#committed)), [...args]);
  }

  async #carryOut(
    method: ObjectMethod,
    args: readonly unknown[],
    instance: object,
    attempt: number,
  ): Promise<unknown> {
    const { fn, rollsBack, retry } = method;
    try {
      return await fn.apply(instance, takesContext(fn) ? [this.#host.context(this.#id), ...args] : [...args]);
    } catch (error) {
      if (rollsBack) {
        for (const key of Reflect.ownKeys(instance)) Reflect.deleteProperty(instance, key);
        Object.assign(instance, copyOf(this.#committed));
      }
      const after = afterFailure(retry, attempt, error, Math.random);
      if ("error" in after) throw after.error;
      await this.#host.sleep(after.retryInMs);
      return await this.#carryOut(method, args, instance, attempt + 1);
    } finally {
      this.#commit();
    }
  }

  #commit(): void {
    this.#committed = copyOf({ ...this.#instance }) as Fields;
  }
}

/** What is not compiled does not tell: a first parameter that is called `ctx` counts as the context. */
const takesContext = (fn: ObjectMethod["fn"]): boolean => /^(?:async\s+)?[\w$]+\s*\(\s*ctx\b/.test(String(fn));

function copyOf<T>(value: T): T {
  const copy = crossPlainly({ value }, "the arguments");
  if ("error" in copy) throw copy.error;
  return copy.value as T;
}
