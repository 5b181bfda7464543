import type { Receipt } from "../../host.js";
import { writeOutdated } from "../../../generated/messages.js";
import { StoreError } from "../../store-error.js";
import type { Connection } from "../connection.js";

export interface Receipts {
  /** For operations that make one `write` for each call, before they wait for anything. */
  readonly connection: Connection;
  /** Runs such an operation once: what it gave the first time is given again, from the same transaction. */
  under<T>(receipt: Receipt, operation: () => Promise<T>): Promise<T>;
  forget(beforeMs: number): Promise<void>;
}

interface Answer {
  readonly request: number;
  readonly answer: string;
}

/** `toJson` and `fromJson`: for answers that are not plain data. */
export function receipts(
  base: Connection,
  toJson: (answer: unknown) => unknown,
  fromJson: (json: unknown) => unknown,
): Receipts {
  const find = base.db.prepare<[string], Answer>("select request, answer from receipt where scope = ?");
  const keep = base.db.prepare<[string, number, string, number]>(
    "insert or replace into receipt (scope, request, answer, at_ms) values (?, ?, ?, ?)",
  );
  const remove = base.db.prepare<[number]>("delete from receipt where at_ms < ?");
  let current: Receipt | undefined;

  function once<T>({ scope, request, atMs }: Receipt, body: () => T): T {
    const known = find.get(scope);
    if (known && known.request > request) throw new StoreError(writeOutdated());
    if (known?.request === request)
      return fromJson((JSON.parse(known.answer) as { value?: unknown }).value) as T;
    const value = body();
    keep.run(scope, request, JSON.stringify({ value: toJson(value) }), atMs);
    return value;
  }

  return {
    connection: {
      ...base,
      write(body, ...more) {
        const receipt = current;
        current = undefined;
        return base.write(receipt ? () => once(receipt, body) : body, ...more);
      },
    },
    under(receipt, operation) {
      current = receipt;
      try {
        return operation();
      } finally {
        current = undefined;
      }
    },
    forget: (beforeMs) => base.write(() => void remove.run(beforeMs)),
  };
}
