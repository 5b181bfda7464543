import { describe } from "vitest";
import { createContract } from "./contract/create.js";
import { turnContract } from "./contract/turn.js";
import { pagesContract } from "./contract/pages.js";
import { outcomeContract } from "./contract/outcome.js";
import { groupContract } from "./contract/group.js";
import { messagesContract } from "./contract/messages.js";
import { eventsContract } from "./contract/events.js";
import { callsContract } from "./contract/calls.js";
import { withdrawnContract } from "./contract/withdrawn.js";
import { attemptsContract } from "./contract/attempts.js";
import { childrenContract } from "./contract/children.js";
import { transactionContract } from "./contract/transaction.js";
import { refusedTransactionContract } from "./contract/refused-transaction.js";
import { strikesContract } from "./contract/strikes.js";
import { listContract } from "./contract/list.js";
import { historyContract } from "./contract/history.js";
import { deskContract } from "./contract/desk.js";
import { sweepContract } from "./contract/sweep.js";
import { dueContract } from "./contract/due.js";
import { claimContract } from "./contract/claim.js";
import { otherCodeContract } from "./contract/other-code.js";
import { lifetimeContract } from "./contract/lifetime.js";
import { sharedContract } from "./contract/shared.js";
import type { StoreUnderTest } from "./contract/opened.js";

export type { StoreUnderTest } from "./contract/opened.js";

/** What every store must do. */
export function storeContract(name: string, under: StoreUnderTest): void {
  describe(`${name}: the store contract`, () => {
    createContract(under);
    turnContract(under);
    pagesContract(under);
    outcomeContract(under);
    groupContract(under);
    messagesContract(under);
    eventsContract(under);
    callsContract(under);
    withdrawnContract(under);
    attemptsContract(under);
    childrenContract(under);
    if (under.crossesProcesses) refusedTransactionContract(under);
    else transactionContract(under);
    strikesContract(under);
    listContract(under);
    historyContract(under);
    deskContract(under);
    sweepContract(under);
    dueContract(under);
    claimContract(under);
    otherCodeContract(under);
    lifetimeContract(under);
    if (under.reopen) sharedContract(under);
  });
}
