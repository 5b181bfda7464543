import {
  afterFailure,
  newStub,
  stubTarget,
  declaredObject,
  objectExecutionId,
  withOuterCaller,
  type ObjectMethod,
} from "perdure/engine";
import { DeadlockError, type AnyObjectClass, type DurableContext } from "perdure";
import { crossPlainly } from "./cross-plainly.js";
import type { PlainContext } from "./plain-context.js";

type Fields = Record<PropertyKey, unknown>;

/** What an object in memory needs of the context that reaches it. */
export interface PlainHost {
  context(id: string, chain: readonly string[]): DurableContext;
  /** Objects that wait for what is done now. */
  readonly chain: readonly string[];
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
      const { chain } = host;
      const returns = chain.includes(executionId);
      const perform = (): Promise<unknown> => {
        if (!returns || method.isShared) return object.call({ method, args: copies, chain }, create);
        if (definition.isReentrant) return object.comeBack({ method, args: copies, chain });
        throw new DeadlockError(executionId, [...chain.slice(chain.indexOf(executionId)), executionId]);
      };
      return ask({ kind, label, args: copies }, perform);
    };
    return newStub({ Class: definition.Class, id, args, policy: {}, outside: call });
  }
}

interface PlainCall {
  readonly method: ObjectMethod;
  readonly args: readonly unknown[];
  /** Objects that wait for it. */
  readonly chain: readonly string[];
}

class PlainObject {
  readonly #id: string;
  readonly #host: PlainHost;
  #instance: object | undefined;
  #committed: Fields = {};
  /** A method with a context is under way: where it waits, what it has changed is committed. */
  #isOpen = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(id: string, host: PlainHost) {
    this.#id = id;
    this.#host = host;
  }

  /** A call from what the object itself waits for. */
  comeBack(call: PlainCall): Promise<unknown> {
    return this.#carryOut(call, this.#instance!, 1);
  }

  call(call: PlainCall, create: () => object): Promise<unknown> {
    const { method, args } = call;
    if (method.isShared && this.#instance) return this.#read(method, args);
    const turn = this.#last.then(() => {
      if (!this.#instance) {
        this.#instance = create();
        this.#commit();
      }
      return method.isShared ? this.#read(method, args) : this.#carryOut(call, this.#instance, 1);
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** On a copy of what the last call has left. */
  async #read({ fn }: ObjectMethod, args: readonly unknown[]): Promise<unknown> {
    if (this.#isOpen) this.#commit();
    const copy = Object.create(Object.getPrototypeOf(this.#instance!) as object) as object;
    return fn.apply(Object.assign(copy, copyOf(this.#committed)), [...args]);
  }

  async #carryOut(call: PlainCall, instance: object, attempt: number): Promise<unknown> {
    const { method, args, chain } = call;
    const { fn, rollsBack, retry } = method;
    this.#isOpen = takesContext(fn);
    try {
      if (!this.#isOpen) return await fn.apply(instance, [...args]);
      const ctx = this.#host.context(this.#id, [...chain, this.#id]);
      const given = copyOf(args, (each) => stubOf(ctx, each));
      return await withOuterCaller(ctx as PlainContext, async () => fn.apply(instance, [ctx, ...given]));
    } catch (error) {
      if (rollsBack) {
        for (const key of Reflect.ownKeys(instance)) Reflect.deleteProperty(instance, key);
        Object.assign(instance, copyOf(this.#committed));
      }
      const after = afterFailure(retry, attempt, error, Math.random);
      if ("error" in after) throw after.error;
      await this.#host.sleep(after.retryInMs);
      return await this.#carryOut(call, instance, attempt + 1);
    } finally {
      this.#isOpen = false;
      this.#commit();
    }
  }

  #commit(): void {
    this.#committed = copyOf({ ...this.#instance }) as Fields;
  }
}

/** What is not compiled does not tell: a first parameter that is called `ctx` counts as the context. */
const takesContext = (fn: ObjectMethod["fn"]): boolean =>
  /^(?:async\s+)?[\w$]+\s*\(\s*ctx\b/.test(String(fn));

/** What calls a stub that came as an argument is the context of who has got it. */
function stubOf(ctx: DurableContext, given: object): object {
  const target = stubTarget(given);
  return target
    ? ctx.getObject(target.Class as AnyObjectClass, target.id, ...((target.args ?? []) as []))
    : given;
}

function copyOf<T>(value: T, arrives?: (instance: object) => object): T {
  const copy = crossPlainly({ value }, "the arguments", arrives);
  if ("error" in copy) throw copy.error;
  return copy.value as T;
}
