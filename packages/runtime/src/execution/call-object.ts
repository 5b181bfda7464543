import { stubTarget } from "../objects/stub.js";
import type { SentCall } from "./execution-ports.js";
import type { LiveExecution } from "./live-execution.js";

/** A call of a durable object's method by compiled code: exactly once, or a read for a shared one. */
export function callObject(
  live: LiveExecution,
  stub: object,
  method: string,
  args: readonly unknown[],
): Promise<unknown> {
  const target = stubTarget(stub)!;
  const id = `${live.executionId}/${live.requests.last + 1}`;
  let sent: SentCall;
  try {
    sent = live.ports.objectCall(target, { id, method, args });
  } catch (error) {
    const label = `${target.Class.name}.${method}`;
    return live.requests.askRefused({ kind: "object", label, object: target.id, args }, error);
  }
  const { label, object, call, creates, copy, timeoutMs } = sent;
  if (creates) live.outgoing.children.push(creates);
  if (!call) {
    const policy = timeoutMs === undefined ? {} : { policy: { timeoutMs } };
    return live.requests.askStep({ kind: "read", label, object, method, args: copy, attempt: 1, ...policy });
  }
  const timeout = timeoutMs === undefined ? {} : { timeoutMs, dueAtMs: live.ports.nowMs() + timeoutMs };
  const promise = live.requests.ask({ kind: "object", label, object, args: copy, ...timeout });
  live.outgoing.calls.push({ ...call, id, operation: live.requests.last });
  return promise;
}
