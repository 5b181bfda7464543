import { PerdureError } from "../../errors/perdure-error.js";
import { transactionNeedsStore } from "../../generated/messages.js";
import type { Commit } from "../store.js";

/** How much of a group goes into one request, in characters; a longer commit goes alone. */
const LARGEST_REQUEST = 4 * 1024 * 1024;

/** A commit as it crosses: of the user's transaction only the outcome, which is an error, since it cannot run there. */
export function crossing(commit: Commit): unknown {
  if (commit.kind !== "turn" || !commit.transaction) return commit;
  const { operation, failed } = commit.transaction;
  const outcome = failed(new PerdureError(transactionNeedsStore()));
  return { ...commit, transaction: { operation, outcome } };
}

/** Cuts a group into requests that are not too large. */
export function cut(commits: readonly Commit[]): readonly (readonly unknown[])[] {
  const requests: unknown[][] = [[]];
  let size = 0;
  for (const commit of commits) {
    const item = crossing(commit);
    const length = JSON.stringify(item).length;
    if (size > 0 && size + length > LARGEST_REQUEST) {
      requests.push([]);
      size = 0;
    }
    requests.at(-1)!.push(item);
    size += length;
  }
  return requests;
}
