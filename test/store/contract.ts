import { describe } from "vitest";
import { createContract } from "./contract/create.js";
import { turnContract } from "./contract/turn.js";
import { outcomeContract } from "./contract/outcome.js";
import { groupContract } from "./contract/group.js";
import { dueContract } from "./contract/due.js";
import { claimContract } from "./contract/claim.js";
import { lifetimeContract } from "./contract/lifetime.js";
import { sharedContract } from "./contract/shared.js";
import type { StoreUnderTest } from "./contract/opened.js";

export type { StoreUnderTest } from "./contract/opened.js";

/** What every store must do. */
export function storeContract(name: string, under: StoreUnderTest): void {
  describe(`${name}: the store contract`, () => {
    createContract(under);
    turnContract(under);
    outcomeContract(under);
    groupContract(under);
    dueContract(under);
    claimContract(under);
    lifetimeContract(under);
    if (under.reopen) sharedContract(under);
  });
}
