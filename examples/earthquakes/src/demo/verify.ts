import type { Kill } from "./kill-until-done.js";
import { Ledger, type Entry } from "../service/ledger.js";

export interface Found {
  /** Operations whose effect the service saw. */
  readonly effects: number;
  /** Effects of the plain run that the service never answered with success here. */
  readonly lost: number;
  /** Requests beyond the first under one key: the worker died, or the service had asked to try again. */
  readonly repeatedInFlight: number;
  /** Requests of an operation that was completed before. */
  readonly repeatedAfterCompletion: number;
}

const operationOf = (entry: Entry): number => Number(entry.key.split("/")[1]);

/** Holds the service's ledger against the plain run's calls, and against what was completed at each kill. */
export function verify(ledgerFile: string, plainCalls: readonly number[], kills: readonly Kill[]): Found {
  const ledger = new Ledger(ledgerFile);
  const entries = ledger.entries();
  ledger.close();
  const keys = new Set(entries.map((entry) => entry.key));
  const succeeded = new Set(entries.filter((entry) => entry.status === 200).map(operationOf));
  const repeatedAfterCompletion = entries.filter((entry) =>
    kills.some((kill) => entry.seq > kill.lastEntry && operationOf(entry) < kill.waitedFor),
  ).length;
  return {
    effects: keys.size,
    lost: plainCalls.filter((operation) => !succeeded.has(operation)).length,
    repeatedInFlight: entries.length - keys.size,
    repeatedAfterCompletion,
  };
}
