/** Which durable function takes the calls of a service's method; or a class of durable objects that it serves. */
export interface ServiceMethod {
  readonly service: string;
  readonly method: string;
  readonly functionId: string;
  readonly version: string | null;
  /** What the service says of it (its schemas, or an `ObjectConfig`), as JSON; null: nothing. */
  readonly config: string | null;
}

/** What a service says of a class of durable objects; `method` is the class's name then. */
export interface ObjectConfig {
  readonly kind: "object";
  /** Its objects' executions are `prefix/id`. */
  readonly prefix: string;
  /** The class's id, and those that it had. */
  readonly ids: readonly string[];
  readonly methods: readonly { readonly name: string }[];
}

/** Undefined for a function. */
export function objectConfig({ config }: ServiceMethod): ObjectConfig | undefined {
  const read = config === null ? undefined : (JSON.parse(config) as Partial<ObjectConfig>);
  return read?.kind === "object" ? (read as ObjectConfig) : undefined;
}
