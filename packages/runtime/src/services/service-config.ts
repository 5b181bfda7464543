import { DEFINITION } from "../machine/definition-key.js";
import type { ObjectDefinition } from "../objects/object-definition.js";
import type { StandardSchema } from "../options/schema.js";
import type { Service } from "./service.js";

/** What a schema says of itself in JSON. */
export interface SchemaConfig {
  /** The library that it was written with. */
  readonly vendor: string;
  /** As the library gives it; absent where it gives none. */
  readonly jsonSchema?: unknown;
}

export interface HandlerConfig {
  readonly name: string;
  readonly kind: "handler" | "function" | "object";
  /** One for each argument. */
  readonly input?: readonly SchemaConfig[];
  readonly output?: SchemaConfig;
  /** Of an object: what can be called. */
  readonly methods?: readonly MethodConfig[];
}

/** A method of a durable object. */
export interface MethodConfig {
  readonly name: string;
  /** It only reads. */
  readonly shared: boolean;
  /** It takes a context, so that it may wait for long. */
  readonly context: boolean;
}

/** A service as data, for other programs to read. */
export interface ServiceConfig {
  readonly name: string;
  readonly version: string | null;
  readonly handlers: readonly HandlerConfig[];
}

export function serviceConfig({
  name,
  version,
  methods,
  objects,
}: Pick<Service, "name" | "version" | "methods" | "objects">): ServiceConfig {
  const handlers = [...methods].map(([method, serves]): HandlerConfig => {
    if (serves.kind === "handler") return { name: method, kind: "handler" };
    const { input, output } = schemasOf(serves.fn);
    return {
      name: method,
      kind: "function",
      ...(input && { input: input.map((schema) => schemaConfig(schema, "input")) }),
      ...(output && { output: schemaConfig(output, "output") }),
    };
  });
  const classes = [...objects].map(([object, definition]): HandlerConfig => ({
    name: object,
    kind: "object",
    methods: methodConfigs(definition),
  }));
  return { name, version: version ?? null, handlers: [...handlers, ...classes] };
}

export const methodConfigs = (definition: ObjectDefinition): readonly MethodConfig[] =>
  [...definition.methods().values()].map(({ name, isShared, takesContext }) => ({
    name,
    shared: isShared,
    context: takesContext,
  }));

interface Schemas {
  readonly input: readonly StandardSchema[] | undefined;
  readonly output: StandardSchema | undefined;
}

function schemasOf(fn: object): Schemas {
  const { policy } = (fn as { [DEFINITION]: { policy?(): Schemas } })[DEFINITION];
  return policy?.() ?? { input: undefined, output: undefined };
}

type Writes = (options: { readonly target: string }) => unknown;

/** Libraries give JSON Schema under `~standard.jsonSchema` (Standard JSON Schema), or as a method of the schema. */
function schemaConfig(schema: StandardSchema, side: "input" | "output"): SchemaConfig {
  const standard = schema["~standard"] as StandardSchema["~standard"] & {
    readonly jsonSchema?: Partial<Record<"input" | "output", Writes>>;
  };
  const { vendor } = standard;
  const own = schema as { toJsonSchema?: () => unknown; toJSONSchema?: () => unknown };
  try {
    const given =
      standard.jsonSchema?.[side]?.({ target: "draft-2020-12" }) ??
      own.toJsonSchema?.() ??
      own.toJSONSchema?.();
    const jsonSchema: unknown = given === undefined ? undefined : JSON.parse(JSON.stringify(given));
    return jsonSchema === undefined ? { vendor } : { vendor, jsonSchema };
  } catch {
    // A schema that JSON Schema cannot say: libraries throw for it.
    return { vendor };
  }
}
