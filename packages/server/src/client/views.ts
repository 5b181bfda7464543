import type { ExecutionInfo, ListOptions } from "perdure";

/** What is known about an execution without its code. */
export type ExecutionView = Omit<ExecutionInfo, "holder">;

export interface ExecutionList {
  readonly executions: readonly ExecutionView[];
  /** Where the next page begins; undefined where there is none. */
  readonly next: string | undefined;
}

/** What to look for; at most 1000 at once. */
export type ListQuery = ListOptions;

/** As JSON has it: times are texts. */
export type Sent<T> = { readonly [K in keyof T]: T[K] extends Date | null ? string | null : T[K] };

export const readView = (sent: Sent<ExecutionView>): ExecutionView => ({
  ...sent,
  createdAt: new Date(sent.createdAt!),
  updatedAt: new Date(sent.updatedAt!),
  dueAt: sent.dueAt === null ? null : new Date(sent.dueAt),
});

/** The conditions as a query string, with its question mark. */
export function queryText({ tags, ...query }: ListQuery): string {
  const parameters = new URLSearchParams();
  for (const tag of tags ?? []) parameters.append("tag", tag);
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const each of Array.isArray(value) ? (value as readonly unknown[]) : [value as unknown])
      parameters.append(name, each instanceof Date ? each.toISOString() : String(each));
  }
  return parameters.size === 0 ? "" : `?${parameters.toString()}`;
}
