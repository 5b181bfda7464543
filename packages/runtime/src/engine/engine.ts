import { DEFINITION, definitionOf, type Defined } from "../api/definition.js";
import type { DurableFunction, StartOptions } from "../api/durable-function.js";
import type { Handle } from "../api/handle.js";
import type { AnyObjectClass, ConstructorArguments, Stub } from "../api/stub-types.js";
import { checkArguments, checkText } from "../options/arguments.js";
import { readOptions } from "../options/known-options.js";
import { checkInput } from "../options/schema.js";
import { shownValue } from "../options/shown-value.js";
import { PerdureError } from "../errors/perdure-error.js";
import { engineStopped, idTaken, invalidArgument } from "../generated/messages.js";
import { registry } from "../machine/registry.js";
import { codecStore } from "../store/codec/codec-store.js";
import { openSqliteStore } from "../store/sqlite/open-sqlite-store.js";
import type { Execution, NewExecution } from "../store/store.js";
import { checkedOptions } from "./checked-options.js";
import { systemClock } from "./clock.js";
import type { Core } from "./core.js";
import { defaultStorePath } from "./default-engine.js";
import { Desk, runningCore } from "./desk.js";
import { ExecutionHandle } from "./execution-handle.js";
import { encodeInput } from "./execution-input.js";
import { newHeader } from "./header.js";
import { logCutOff } from "./logging/log-cut-off.js";
import { openCore, type Parts } from "./open-core.js";
import type { EngineOptions } from "./options.js";
import { ObjectDirectory } from "./objects/object-directory.js";
import { Poller } from "./poller.js";

const POLL_MS = 40;

/**
 * Opens the store and starts to serve the durable functions that this process has loaded. Rejects with a PerdureError
 * for wrong options, before anything is opened, and with a StoreError.
 */
export async function createEngine(options?: EngineOptions): Promise<Engine> {
  const checked = checkedOptions(options);
  const { store: given = defaultStorePath(), durability = "full", codec } = checked;
  const opened = typeof given === "string" ? await openSqliteStore({ file: given, durability }) : given;
  const store = codec ? codecStore(opened, codec) : opened;
  const engineId = await store.register((checked.clock ?? systemClock).now());
  const parts = openCore(store, engineId, checked);
  const engine = new Engine(parts, checked, typeof given === "string");
  await parts.core.storeServices.publish(parts.core.services());
  await parts.scheduler.begin();
  return engine;
}

/** Runs durable functions over a store. */
export class Engine extends Desk {
  readonly #parts: Parts;
  readonly #ownsStore: boolean;
  readonly #poller: Poller | undefined;
  #stopped = false;

  constructor(parts: Parts, { pollMs = POLL_MS }: EngineOptions, ownsStore: boolean) {
    super(parts);
    this.#parts = parts;
    parts.core.surroundings.engine = this;
    this.#ownsStore = ownsStore;
    registry.listeners.add(this.#onCode);
    if (pollMs > 0)
      this.#poller = new Poller(
        pollMs,
        () => parts.scheduler.poll(),
        () => parts.scheduler.isAlone,
      );
  }

  /** Starts an execution, or finds the one that has this id already. */
  async start<Args extends readonly unknown[], Result>(
    durableFunction: DurableFunction<Args, Result>,
    args: Args,
    options?: Omit<StartOptions, "engine">,
  ): Promise<Handle<Result>> {
    this.#assertRunning();
    checkDurable(durableFunction);
    checkArguments("engine.start", args);
    const { id = this.#nextId(), tags = [], at } = readOptions("engine.start", "engine.start", options);
    const { core, executor, starts } = this.#parts;
    const definition = definitionOf(durableFunction);
    const { id: functionId } = definition;
    const policy = core.policyOf(definition);
    const { name } = durableFunction[DEFINITION];
    const input = encodeInput(durableFunction, await checkInput(policy.input, args, name));
    await starts.admit();
    this.#assertRunning();
    const createdAtMs = core.clock.now();
    const request: NewExecution = {
      id,
      functionId,
      input,
      createdAtMs,
      ...(at && { dueAtMs: at.getTime() }),
      ...(policy.tags.length + tags.length > 0 && { tags: [...new Set([...policy.tags, ...tags])] }),
    };
    const header = newHeader(core, request);
    const { created, execution } = await core.store.create({ ...request, header }, core.engineId);
    if (!created) checkSame(execution, functionId, input);
    else if (at && at.getTime() > createdAtMs) core.wakeAt(at.getTime());
    else executor.launch(id, execution);
    return this.get<Result>(id);
  }

  /** An execution by its id, whichever process it runs in. */
  get<Result = unknown>(id: string): Handle<Result> {
    checkText("engine.get", "the id", id);
    return new ExecutionHandle<Result>(id, () => this.core);
  }

  /** Says what this process serves, so that durable functions of other processes on the same store can call it. */
  async publishServices(): Promise<void> {
    const { storeServices, services } = this.core;
    await storeServices.publish(services());
  }

  /** The durable objects of a class on this engine's store. */
  objects<Class extends AnyObjectClass>(Class: Class): ObjectDirectory<Class> {
    return new ObjectDirectory(Class, () => this.core);
  }

  /** A durable object, created with these arguments where it does not exist: `engine.objects(Class).getOrCreate`. */
  getObject<Class extends AnyObjectClass>(
    Class: Class,
    id: string,
    ...args: ConstructorArguments<Class>
  ): Promise<Stub<InstanceType<Class>>> {
    return this.objects(Class).getOrCreate(id, ...args);
  }

  /** For handles. Throws once the engine has stopped. */
  get core(): Core {
    return runningCore(this.#parts);
  }

  /** Resolves when nothing is running: every execution sleeps, waits, or has ended. */
  whenIdle(): Promise<void> {
    return this.#parts.core.activity.whenIdle();
  }

  /** Executions in memory that wait for promises which are not durable. */
  get waitsOutside(): boolean {
    return [...this.#parts.core.runs.values()].some(({ live }) => live.isForeign);
  }

  /**
   * Starts no more steps, lets those in flight end for at most `drainMs`, and gives all executions back: the next
   * engine goes on with them. A step that was cut off runs again there, under the same key.
   */
  async stop(options?: { readonly drainMs?: number }): Promise<void> {
    const { drainMs = 5000 } = readOptions("engine.stop", "engine.stop", options);
    if (this.#stopped) return;
    this.#stopped = true;
    const { core, executor, scheduler } = this.#parts;
    registry.listeners.delete(this.#onCode);
    this.#poller?.stop();
    scheduler.stop();
    await executor.drain(drainMs);
    logCutOff(core);
    this.#parts.abort();
    for (const run of core.runs.values()) run.leave();
    core.runs.clear();
    core.waiters.abandon(new PerdureError(engineStopped()));
    core.callers.abandon(new PerdureError(engineStopped()));
    await core.store.release(core.engineId);
    if (this.#ownsStore) await core.store.close();
  }

  #nextId(): string {
    return readOptions("engine.start", "createEngine, newId", { id: this.#parts.core.newId() }).id;
  }

  #assertRunning(): void {
    if (this.#stopped) throw new PerdureError(engineStopped());
  }

  readonly #onCode = (): void => this.#parts.scheduler.codeLoaded();
}

function checkDurable(durableFunction: Partial<Defined> | null | undefined): void {
  if (durableFunction?.[DEFINITION]) return;
  const problem = `${shownValue(durableFunction)} for the durable function`;
  const hint = "Give what `durable.flow` or `durable.function` returned.";
  throw new PerdureError(invalidArgument({ where: "engine.start", problem, hint }));
}

function checkSame(execution: Execution, functionId: string, input: string): void {
  const { id } = execution;
  if (execution.functionId !== functionId) {
    throw new PerdureError(idTaken({ id, difference: `the function "${execution.functionId}"` }));
  }
  if (execution.input !== input) throw new PerdureError(idTaken({ id, difference: "other arguments" }));
}
