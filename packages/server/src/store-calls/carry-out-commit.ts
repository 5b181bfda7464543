import { writtenResults, type Commit, type CommitResult, type EngineId, type Receipt } from "perdure/engine";
import type { Parts } from "../coordinator-parts.js";
import { ShapeError } from "../shape/shape.js";
import { commit as commitShape } from "./commit-shapes.js";

/** Commits, and tells those whom it may concern; most turns concern nobody else. */
export async function carryOutCommit(
  { store, changes, ends }: Parts,
  [engine, sent]: readonly [EngineId, readonly unknown[]],
  connection: string,
  receipt: Receipt,
): Promise<unknown> {
  const checked = sent.map(checkedCommit);
  const commits = checked.filter((item): item is Commit => !(item instanceof ShapeError));
  const committed = [...(await store.host.commit(engine, commits, receipt))];
  let isOfConcern = false;
  const results = checked.map((commit): CommitResult => {
    if (commit instanceof ShapeError) return { error: commit };
    const result = committed.shift()!;
    if ("error" in result || result.status !== "committed") return result;
    if (hasEnded(commit) || hasAnswered(commit)) ends.tell(commit.id);
    if (concernsOthers(commit, result)) isOfConcern = true;
    return result;
  });
  if (isOfConcern) changes.wrote(connection);
  return writtenResults(results);
}

/** The commit, or what is wrong with it. */
function checkedCommit(given: unknown, index: number): Commit | ShapeError {
  try {
    return commitShape(given, `commits[${index}]`);
  } catch (error) {
    if (error instanceof ShapeError) return error;
    throw error;
  }
}

/** Whoever waits outside for a call listens for its object. */
const hasAnswered = (commit: Commit): boolean => commit.kind === "turn" && (commit.answers?.length ?? 0) > 0;

const hasEnded = (commit: Commit): boolean =>
  commit.kind === "park" ||
  (commit.kind === "turn" && (commit.outcome !== null || commit.status === "parked"));

function concernsOthers(commit: Commit, result: CommitResult): boolean {
  if ("delivered" in result && result.delivered) return true;
  if (hasEnded(commit) || hasAnswered(commit)) return true;
  return commit.kind === "turn" && (commit.children?.some(({ elsewhere }) => elsewhere) ?? false);
}
