import { DEFINITION } from "../machine/definition-key.js";
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
  const classes = [...objects.keys()].map((object): HandlerConfig => ({ name: object, kind: "object" }));
  return { name, version: version ?? null, handlers: [...handlers, ...classes] };
}

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
