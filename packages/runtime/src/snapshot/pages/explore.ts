import type { PageRecord } from "./record.js";

/** What can move into pages, and what cannot because of something that it leads to. */
export interface Explored {
  readonly records: readonly PageRecord[];
  readonly refused: ReadonlySet<unknown>;
}

/**
 * Values with all that they lead to. `make` gives the record of one, or undefined where it has to stay in the head;
 * `apart` the children that need a record of their own.
 */
export function explore(
  values: Iterable<object | string>,
  make: (value: object | string) => PageRecord | undefined,
  apart: (record: PageRecord) => Iterable<object | string>,
): Explored {
  const found = new Map<unknown, PageRecord | undefined>();
  const holders = new Map<unknown, unknown[]>();
  const refused = new Set<unknown>();
  const left = [...values];
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    if (found.has(value)) continue;
    const record = make(value);
    found.set(value, record);
    if (!record) refused.add(value);
    else
      for (const child of apart(record)) {
        left.push(child);
        const known = holders.get(child);
        if (known) known.push(value);
        else holders.set(child, [value]);
      }
  }
  for (const value of refused) for (const holder of holders.get(value) ?? []) refused.add(holder);
  const records: PageRecord[] = [];
  for (const [value, record] of found) if (record && !refused.has(value)) records.push(record);
  return { records, refused };
}
