import type * as t from "@babel/types";

/** One `durable.task(...)`: its function is not a machine, but is known by an id. */
export interface DurableTask {
  /** The function, as it is given to `durable.task`. */
  readonly body: t.Expression;
  /** Package and explicit name, else package, path and place in the file. */
  readonly id: string;
  readonly hash: string;
  readonly name: string;
  /** Inside a plain function: the variables around that it captures. Null at module level. */
  readonly captures: readonly string[] | null;
}
