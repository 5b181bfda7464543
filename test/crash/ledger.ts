import { existsSync, readFileSync } from "node:fs";

/** What the ledger says of one idempotency key. */
export interface Effects {
  readonly begun: number;
  readonly ended: number;
}

export function readLedger(file: string): Map<string, Effects> {
  const effects = new Map<string, Effects>();
  if (!existsSync(file)) return effects;
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const [what, key] = line.split(" ");
    if (!key) continue;
    const { begun, ended } = effects.get(key) ?? { begun: 0, ended: 0 };
    effects.set(key, what === "begin" ? { begun: begun + 1, ended } : { begun, ended: ended + 1 });
  }
  return effects;
}
