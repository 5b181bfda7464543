import type { ExecutionInfo, Handle } from "../api/handle.js";
import { PerdureError } from "../errors/perdure-error.js";
import { executionUnknown } from "../generated/messages.js";
import { outerCaller } from "../machine/outer-caller.js";
import { checkReason } from "../options/arguments.js";
import { readOptions } from "../options/known-options.js";
import { decode } from "../snapshot/index.js";
import type { Execution, ExecutionStatus, HistoryEntry } from "../store/store.js";
import type { Core } from "./core.js";
import { historyEntriesOf } from "../api/definition.js";
import { executionInfo } from "./execution-info.js";
import { tellUnserved } from "./tell-unserved.js";

/** A handle over an engine that may still have to be opened. */
export class ExecutionHandle<Result> implements Handle<Result> {
  readonly id: string;
  readonly #core: () => Core | Promise<Core>;

  constructor(id: string, core: () => Core | Promise<Core>) {
    this.id = id;
    this.#core = core;
  }

  async status(): Promise<ExecutionStatus> {
    return (await this.#find()).status;
  }

  /** In the code of a task the slots of its step are free for others meanwhile. */
  result(): Promise<Result> {
    const aside = outerCaller()?.aside;
    return aside ? aside(() => this.#result()) : this.#result();
  }

  async #result(): Promise<Result> {
    const core = await this.#core();
    const { waiters } = core;
    await tellUnserved(core, await this.#find());
    const result = waiters.wait(this.id) as Promise<Result>;
    // It may have ended in between; or the engine has stopped, and nobody would tell.
    const last = this.#find().then((execution) => waiters.tell(execution));
    return Promise.race([result, last.then(() => result)]);
  }

  async progress<T>(): Promise<T | undefined> {
    const { progress } = await this.#find();
    return progress === null ? undefined : (decode(progress) as T);
  }

  async cancel(reason?: string): Promise<boolean> {
    checkReason("handle.cancel", reason);
    const core = await this.#core();
    await this.#find();
    const isSent = await core.store.send(this.id, { kind: "cancel", payload: reason ?? null });
    if (isSent) core.messagesArrived();
    return isSent;
  }

  async info(): Promise<ExecutionInfo> {
    return executionInfo(await this.#find());
  }

  async history(options?: { readonly limit?: number }): Promise<readonly HistoryEntry[]> {
    const { limit = Infinity } = readOptions("handle.history", "handle.history", options);
    const { functionId } = await this.#find();
    const { store, runs } = await this.#core();
    const most = Math.min(limit, historyEntriesOf(functionId) ?? limit);
    const stored = await store.history(this.id, most);
    const entries = [...stored, ...(runs.get(this.id)?.history ?? [])];
    return most === 0 ? [] : entries.slice(-most);
  }

  async #find(): Promise<Execution> {
    const execution = await (await this.#core()).store.find(this.id);
    if (!execution) throw new PerdureError(executionUnknown({ id: this.id }));
    return execution;
  }
}
