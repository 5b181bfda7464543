import { createEngine, type Engine } from "../engine/engine.js";
import type { EngineOptions } from "../engine/options.js";
import { consoleLogger } from "../engine/logging/console-logger.js";
import { PerdureError } from "../errors/perdure-error.js";
import { invalidArgument, workerRunning } from "../generated/messages.js";
import { shownValue } from "../options/shown-value.js";
import { service, type ServedClass, type ServedFunction } from "../services/service.js";
import type { ServiceConfig } from "../services/service-config.js";
import { checkEndpoint } from "../store/remote/check-endpoint.js";
import { openRemoteStore } from "../store/remote/open-remote-store.js";
import type { Store } from "../store/store.js";

export interface WorkerOptions extends Omit<EngineOptions, "store" | "durability"> {
  /** The service whose functions it registers; other services call them as `ctx.call(serviceName, functionName)`. */
  readonly serviceName: string;
  readonly version?: string;
  /** Where `perdure serve` answers: `http://127.0.0.1:8080`. */
  readonly coordinatorEndpoint: string;
  /** What the coordinator was started with. */
  readonly token?: string;
}

/** Runs executions out of a coordinator's store. */
export interface Worker {
  /** Serves the calls of the function's name. Other durable functions that are loaded run here, too. */
  registerFunction(fn: ServedFunction): Worker;
  registerObject(object: ServedClass): Worker;
  getServiceConfig(): ServiceConfig;
  /**
   * Registers with the coordinator and begins; keeps the process alive. Rejects with a StoreError where the coordinator
   * is not there for half a minute, or refuses the token; later on the worker waits for a coordinator that is away.
   */
  start(): Promise<Engine>;
  /** As `engine.stop`: what is in flight may end, the rest goes to other workers. */
  stop(options?: { readonly drainMs?: number }): Promise<void>;
}

/** A worker that has not started. Throws a PerdureError for wrong options. */
export function getWorker(options: WorkerOptions): Worker {
  const where = "durable.getWorker";
  if (typeof options !== "object" || options === null) refuse(`${shownValue(options)} for the options`);
  const { serviceName, version, coordinatorEndpoint, token, ...engineOptions } = options;
  for (const option of ["store", "durability"])
    if (option in engineOptions) refuse(`the option "${option}"; the coordinator has the store`);
  if (version !== undefined && typeof version !== "string") refuse(`${shownValue(version)} for the version`);
  const url = checkEndpoint(where, coordinatorEndpoint, token);
  const served = service(serviceName, version);
  const { logger = consoleLogger } = engineOptions;
  let running:
    { readonly store: Store; readonly engine: Engine; readonly keepAlive: NodeJS.Timeout } | undefined;
  let starting: Promise<Engine> | undefined;

  async function start(): Promise<Engine> {
    const store = openRemoteStore({
      url,
      ...(token !== undefined && { token }),
      onConnection(trouble) {
        if (trouble === undefined) logger.warn({ coordinator: url }, "the coordinator is there again");
        else
          logger.warn(
            { coordinator: url, reason: trouble },
            "the coordinator is away; the worker waits for it",
          );
      },
    });
    try {
      const engine = await createEngine({ ...engineOptions, store });
      running = { store, engine, keepAlive: setInterval(() => {}, 2 ** 30) };
      return engine;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  /** What is registered late is made known late. */
  const published = <T>(result: T): T => {
    running?.engine.publishServices().catch((error: unknown) => {
      logger.error({ err: error }, "the coordinator could not be told of a new function");
    });
    return result;
  };

  const worker: Worker = {
    registerFunction(fn) {
      served.addFunction(fn);
      return published(worker);
    },
    registerObject(object) {
      served.addObject(object);
      return published(worker);
    },
    getServiceConfig: () => served.getServiceConfig(),
    start() {
      if (starting) throw new PerdureError(workerRunning({ service: serviceName }));
      starting = start();
      starting.catch(() => (starting = undefined));
      return starting;
    },
    async stop(given) {
      await starting?.catch(() => undefined);
      if (!running) return;
      const { engine, store, keepAlive } = running;
      running = undefined;
      starting = undefined;
      clearInterval(keepAlive);
      await engine.stop(given);
      await store.close();
    },
  };
  return worker;

  function refuse(problem: string): never {
    const hint = `Write \`${where}({ serviceName: "shop", coordinatorEndpoint: "http://127.0.0.1:8080" })\`.`;
    throw new PerdureError(invalidArgument({ where, problem, hint }));
  }
}
