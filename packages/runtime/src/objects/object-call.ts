/** A call as it waits in an object's inbox; its arguments are a text of their own, which may need code to be read. */
export interface ObjectCall {
  readonly id: string;
  readonly method: string;
  /** The arguments, encoded. */
  readonly args: string;
  /** The execution that has made it; null: somebody outside. */
  readonly caller: string | null;
  /** Objects that wait for it, the first one first, by their executions. */
  readonly chain: readonly string[];
  /** How long the answer is kept, for callers outside. */
  readonly keptMs: number;
}

/** The call that destroys the object. */
export const DESTROY = "@destroy";
/** The call that only waits until the object has been created. */
export const CREATED = "@created";

/** JSON: it holds texts only. */
export const writeCall = (call: ObjectCall): string => JSON.stringify(call);

export const readCall = (text: string): ObjectCall => JSON.parse(text) as ObjectCall;
