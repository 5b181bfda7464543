/** A call as the ledger has it. Times are of the system's monotonic clock, in nanoseconds. */
interface Call {
  /** Sent first. */
  sent: bigint;
  /** Answered first. */
  answered?: bigint;
  readonly answers: Set<string>;
}

/** What is wrong with the recorded calls of counters: empty where each was applied once, in one order that fits all. */
export function checkHistory(lines: readonly string[], expectedCalls: number): string[] {
  const objects = new Map<string, Map<string, Call>>();
  for (const line of lines) {
    const [what, object, id, time, n, before] = line.split(" ");
    if (!object || !id || !time) continue;
    const calls = objects.get(object) ?? new Map<string, Call>();
    objects.set(object, calls);
    const call = calls.get(id) ?? { sent: BigInt(time), answers: new Set() };
    calls.set(id, call);
    if (what !== "R") continue;
    call.answers.add(`${n} ${before}`);
    call.answered ??= BigInt(time);
  }
  const problems: string[] = [];
  let total = 0;
  for (const [object, calls] of objects) {
    total += calls.size;
    problems.push(...checkObject(object, calls));
  }
  if (total !== expectedCalls) problems.push(`${total} calls instead of ${expectedCalls}`);
  return problems;
}

/** The answers themselves say the order; it must be a chain, and no call may stand before one that had ended. */
function checkObject(object: string, calls: ReadonlyMap<string, Call>): string[] {
  const problems: string[] = [];
  const order: (string | undefined)[] = [];
  for (const [id, { answers }] of calls) {
    const [answer, ...others] = answers;
    if (answer === undefined) problems.push(`${object}: ${id} was never answered`);
    if (others.length > 0) problems.push(`${object}: ${id} was answered twice: ${[...answers].join(", ")}`);
    const n = Number(answer?.split(" ")[0]);
    if (order[n] !== undefined) problems.push(`${object}: ${id} and ${order[n]} both are number ${n}`);
    order[n] = id;
  }
  let latestSend = 0n;
  for (let n = 1; n <= calls.size; n++) {
    const id = order[n];
    const call = id === undefined ? undefined : calls.get(id);
    if (!call) {
      problems.push(`${object}: nobody is number ${n}`);
      continue;
    }
    const before = [...call.answers][0]!.split(" ")[1];
    if (before !== (order[n - 1] ?? "-"))
      problems.push(`${object}: before ${id} came ${before}, not ${order[n - 1]}`);
    // One that was answered before an earlier one was sent had to come first.
    if (call.answered !== undefined && call.answered < latestSend)
      problems.push(`${object}: ${id} had ended before one that stands before it was sent`);
    if (call.sent > latestSend) latestSend = call.sent;
  }
  return problems;
}
