import { ParkedError } from "../../errors/parked-error.js";
import { TimeoutError } from "../../errors/timeout-error.js";
import { writeCall } from "../../objects/object-call.js";
import type { CallPolicy } from "../../options/object-options.js";
import type { StubTarget } from "../../objects/stub.js";
import { decode, encode } from "../../snapshot/index.js";
import type { NewCall, NewExecution } from "../../store/store.js";
import type { Core } from "../core.js";
import { crossByValue } from "../cross-by-value.js";
import { calledMethod, newObjectRow } from "./object-call.js";
import { ObjectMissingError } from "../../errors/object-missing-error.js";
import { readObject } from "./read-object.js";

/** How long answers are kept: those of calls that nobody but their caller knows, and of those with an id of the user's. */
const KEPT_MS = 600_000;
const KEPT_BY_ID_MS = 7 * 86_400_000;

/** A call that is to be sent from outside of any execution. */
export interface CallFromOutside {
  /** The object's execution. */
  readonly object: string;
  readonly method: string;
  /** Encoded. */
  readonly args: string;
  readonly policy: CallPolicy;
  /** Creates the object where it does not exist. */
  readonly creates?: NewExecution | undefined;
}

/** What a waiter is told of an answer. */
export const ended = ({ id, outcome }: { readonly id: string; readonly outcome: string }) =>
  ({ id, status: "completed", outcome, reason: null, detail: null }) as const;

/** Tells callers in this process what has been answered. */
export async function tellCallers({ callers, store }: Core): Promise<void> {
  const ids = callers.ids();
  if (ids.length === 0) return;
  for (const answer of await store.answers(ids)) callers.tell(ended(answer));
}

/** A method called through a stub, outside of durable code. */
export async function callFromOutside(
  core: Core,
  target: StubTarget,
  name: string,
  args: readonly unknown[],
): Promise<unknown> {
  const { classId, definition, method, object } = calledMethod(target, name);
  const text = encode([...args]);
  const { policy } = target;
  if (method.isShared) {
    const creates = target.args && newObjectRow(core, classId, definition, target);
    if (creates && !(await core.store.find(object))) await create(core, creates);
    const value = await readObject(core, object, name, decode(text) as readonly unknown[]);
    const { outcome } = crossByValue({ value }, `${definition.className}.${name}`);
    if ("error" in outcome) throw outcome.error;
    return outcome.value;
  }
  const creates = target.args && newObjectRow(core, classId, definition, target);
  return sendCall(core, { object, method: name, args: text, policy, creates });
}

/** Sends a call and waits for its answer. */
export async function sendCall(core: Core, sent: CallFromOutside): Promise<unknown> {
  const { object, method, args, policy, creates } = sent;
  const { callers, store, clock } = core;
  const { callId, timeoutMs, signal } = policy;
  signal?.throwIfAborted();
  const id = callId ?? core.newId();
  const keptMs = callId === undefined ? KEPT_MS : KEPT_BY_ID_MS;
  const payload = writeCall({ id, caller: null, method, args, chain: [], keptMs });
  const call: NewCall = { id, object, payload, sentAtMs: clock.now() };
  const answer = callers.wait(id);
  const giveUp = (error: unknown): void => {
    void core.activity.during(async () => {
      await store.giveUp(id);
      callers.refuse(id, error);
    });
  };
  const abort = () => giveUp(signal!.reason);
  const disarm =
    timeoutMs === undefined
      ? undefined
      : clock.setTimer(clock.now() + timeoutMs, () =>
          giveUp(new TimeoutError(`${object}: ${method}`, timeoutMs)),
        );
  signal?.addEventListener("abort", abort, { once: true });
  try {
    void send(core, call, creates).catch((error: unknown) => callers.refuse(id, error));
    return await answer;
  } finally {
    disarm?.();
    signal?.removeEventListener("abort", abort);
  }
}

async function send(core: Core, call: NewCall, creates: NewExecution | undefined): Promise<void> {
  const { store, callers } = core;
  let how = await store.call(call);
  if (how === "missing" && creates) {
    await create(core, creates);
    how = await store.call(call);
  }
  if (how === "missing") throw missing(call.object);
  await assertServed(core, call);
  core.messagesArrived();
  if (how === "known") for (const answer of await store.answers([call.id])) callers.tell(ended(answer));
}

/** Nobody answers for a parked object: the call leaves the queue, so that what its caller is told is true. */
async function assertServed({ store }: Core, { id, object }: NewCall): Promise<void> {
  const execution = await store.find(object);
  if (execution?.status !== "parked" || !(await store.giveUp(id))) return;
  throw new ParkedError(object, execution.reason ?? "", execution.detail ?? "");
}

/** Adds the row of an object; says whether it was not there. */
export const create = async ({ store, engineId }: Core, row: NewExecution) => store.create(row, engineId);

/** The error of a call that finds no object, by the object's execution. */
export function missing(object: string): ObjectMissingError {
  const slash = object.indexOf("/");
  return new ObjectMissingError(object.slice(0, slash), object.slice(slash + 1));
}
