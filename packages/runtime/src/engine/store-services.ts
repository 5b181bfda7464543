import { DEFINITION, type Defined } from "../api/definition.js";
import { machineOf } from "../machine/compiled.js";
import type { ServiceDirectory } from "../services/route.js";
import { objectClassId } from "../machine/object-class.js";
import { formerIds } from "../objects/object-definition.js";
import { methodConfigs, serviceConfig } from "../services/service-config.js";
import type { Service } from "../services/service.js";
import { objectConfig, type ObjectConfig, type ServiceMethod, type Store } from "../store/store.js";

/** Which durable functions serve which methods, as the engines of a store have said. */
export class StoreServices implements ServiceDirectory {
  readonly #store: Store;
  #functions = new Map<string, string>();
  #objects = new Set<string>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Says what this process serves by durable functions. */
  async publish(services: readonly Service[]): Promise<void> {
    const methods = services.flatMap((service) => [...methodsOf(service), ...objectsOf(service)]);
    if (methods.length > 0) await this.#store.publish(methods);
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const methods = await this.#store.services();
    const functions = methods.filter((method) => !objectConfig(method));
    const objects = methods.filter(objectConfig);
    this.#functions = new Map(
      functions.map(({ service, method, functionId }) => [keyOf(service, method), functionId]),
    );
    this.#objects = new Set(objects.map(({ service, method }) => keyOf(service, method)));
  }

  functionOf(service: string, method: string): string | undefined {
    return this.#functions.get(keyOf(service, method));
  }

  hasObject(service: string, name: string): boolean {
    return this.#objects.has(keyOf(service, name));
  }
}

const bodyOf = (fn: object) => (fn as Defined)[DEFINITION].body;

const keyOf = (service: string, method: string): string => JSON.stringify([service, method]);

function methodsOf(service: Service): readonly ServiceMethod[] {
  const { name, version = null, methods } = service;
  const { handlers } = serviceConfig(service);
  return [...methods].flatMap(([method, serves]) => {
    const functionId = serves.kind === "function" ? machineOf(bodyOf(serves.fn))?.id : undefined;
    // One that was not compiled says so when it is started.
    if (functionId === undefined) return [];
    const handler = handlers.find((each) => each.name === method);
    const { input, output } = handler ?? {};
    const config =
      input || output ? JSON.stringify({ ...(input && { input }), ...(output && { output }) }) : null;
    return [{ service: name, method, functionId, version, config }];
  });
}

function objectsOf({ name, version, objects }: Service): readonly ServiceMethod[] {
  return [...objects].flatMap(([method, definition]) => {
    const functionId = objectClassId(definition.Class);
    if (functionId === undefined) return [];
    const ids = [functionId, ...formerIds(functionId, definition)];
    const { prefix } = definition;
    const config: ObjectConfig = { kind: "object", prefix, ids, methods: methodConfigs(definition) };
    return [
      {
        service: name,
        method,
        functionId,
        version: version ?? null,
        config: JSON.stringify(config),
      },
    ];
  });
}
