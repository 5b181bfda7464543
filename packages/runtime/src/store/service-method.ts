/** Which durable function takes the calls of a service's method. */
export interface ServiceMethod {
  readonly service: string;
  readonly method: string;
  readonly functionId: string;
  readonly version: string | null;
  /** What the service says of it (its schemas), as JSON; null: nothing. */
  readonly config: string | null;
}
