import type { SqliteStore } from "perdure/engine";
import type { Changes } from "./changes/changes.js";
import type { Ends } from "./changes/ends.js";
import type { Leases } from "./leases/leases.js";

/** What the coordinator's routes share. */
export interface Parts {
  readonly store: SqliteStore;
  readonly leases: Leases;
  readonly changes: Changes;
  readonly ends: Ends;
  readonly nowMs: () => number;
  readonly newId: () => string;
  /** Faults of the coordinator itself. */
  readonly onFault: (error: unknown) => void;
}
