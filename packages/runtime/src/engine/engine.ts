import { v7 as uuid } from "uuid";
import { definitionOf } from "../api/definition.js";
import type { DurableFunction } from "../api/durable.js";
import type { Handle } from "../api/handle.js";
import { PerdureError } from "../errors/perdure-error.js";
import { engineStopped, executionUnknown, idTaken } from "../generated/messages.js";
import { registry } from "../machine/registry.js";
import { openSqliteStore } from "../store/sqlite/open-sqlite-store.js";
import type { Execution, ExecutionStatus } from "../store/store.js";
import { systemClock } from "./clock.js";
import { defaultStorePath } from "./default-engine.js";
import { encodeInput } from "./execution-input.js";
import { openCore, type Parts } from "./open-core.js";
import type { EngineOptions } from "./options.js";

const POLL_MS = 50;

/** Opens the store and starts to serve the durable functions that this process has loaded. */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const { store: given = defaultStorePath() } = options;
  const store = typeof given === "string" ? await openSqliteStore({ file: given }) : given;
  const engineId = await store.register((options.clock ?? systemClock).now());
  const parts = openCore(store, engineId, options);
  const engine = new Engine(parts, options, typeof given === "string");
  await parts.scheduler.claim();
  return engine;
}

/** Runs durable functions over a store. */
export class Engine {
  readonly #parts: Parts;
  readonly #ownsStore: boolean;
  readonly #newId: () => string;
  readonly #poll: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(parts: Parts, { pollMs = POLL_MS, newId = () => uuid() }: EngineOptions, ownsStore: boolean) {
    this.#parts = parts;
    this.#ownsStore = ownsStore;
    this.#newId = newId;
    registry.listeners.add(this.#onCode);
    if (pollMs > 0) this.#poll = setInterval(() => void parts.scheduler.poll(), pollMs).unref();
  }

  /** Starts an execution, or finds the one that has this id already. */
  async start<Args extends readonly unknown[], Result>(
    durableFunction: DurableFunction<Args, Result>,
    args: Args,
    { id = this.#newId() }: { readonly id?: string } = {},
  ): Promise<Handle<Result>> {
    if (this.#stopped) throw new PerdureError(engineStopped());
    const { core, executor } = this.#parts;
    const functionId = definitionOf(durableFunction).id;
    const input = encodeInput(durableFunction, args);
    const request = { id, functionId, input, createdAtMs: core.clock.now() };
    const { created, execution } = await core.store.create(request, core.engineId);
    if (created) executor.launch(id, execution);
    else checkSame(execution, functionId, input);
    return this.get<Result>(id);
  }

  /** An execution by its id, whichever process it runs in. */
  get<Result = unknown>(id: string): Handle<Result> {
    const { waiters } = this.#parts.core;
    return {
      id,
      status: async (): Promise<ExecutionStatus> => (await this.#load(id)).status,
      result: async () => {
        await this.#load(id);
        const result = waiters.wait(id) as Promise<Result>;
        void this.#load(id).then((execution) => waiters.tell(execution)); // it may have ended in between
        return result;
      },
    };
  }

  /** Resolves when nothing is running: every execution sleeps, waits, or has ended. */
  whenIdle(): Promise<void> {
    return this.#parts.core.activity.whenIdle();
  }

  /**
   * Starts no more steps, lets those in flight end for at most `drainMs`, and gives all executions back: the next
   * engine goes on with them. A step that was cut off runs again there, under the same key.
   */
  async stop({ drainMs = 5000 }: { readonly drainMs?: number } = {}): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    const { core, executor, scheduler } = this.#parts;
    registry.listeners.delete(this.#onCode);
    clearInterval(this.#poll);
    scheduler.stop();
    await executor.drain(drainMs);
    this.#parts.abort();
    core.live.clear();
    core.waiters.abandon(new PerdureError(engineStopped()));
    await core.store.release(core.engineId);
    if (this.#ownsStore) await core.store.close();
  }

  async #load(id: string): Promise<Execution> {
    const execution = await this.#parts.core.store.load(id);
    if (!execution) throw new PerdureError(executionUnknown({ id }));
    return execution;
  }

  readonly #onCode = (): void => this.#parts.scheduler.codeLoaded();
}

function checkSame(execution: Execution, functionId: string, input: string): void {
  const { id } = execution;
  if (execution.functionId !== functionId) {
    throw new PerdureError(idTaken({ id, difference: `the function "${execution.functionId}"` }));
  }
  if (execution.input !== input) throw new PerdureError(idTaken({ id, difference: "other arguments" }));
}
