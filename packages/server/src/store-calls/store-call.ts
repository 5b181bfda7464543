import { LeaseLostError, type EngineId, type Lease, type RemoteMethod } from "perdure/engine";
import type { Parts } from "../coordinator-parts.js";
import { integer, name, optional, record, anything, list, ShapeError } from "../shape/shape.js";
import { ARGUMENTS } from "./argument-shapes.js";
import { carryOutCommit } from "./carry-out-commit.js";
import type { Call } from "./call.js";

const ENVELOPE = record({
  args: list(anything, 10),
  session: optional(name),
  connection: name,
  receipt: optional(record({ scope: name, request: integer })),
});

/** Where a method's arguments name the engine that calls. */
const ENGINE_AT: Partial<Record<RemoteMethod, number>> = {
  create: 1,
  claim: 0,
  due: 0,
  nextDueAtMs: 0,
  messages: 0,
  commit: 0,
  release: 0,
};

const LOOKS: ReadonlySet<RemoteMethod> = new Set(["due", "nextDueAtMs", "messages"]);

export const isStoreMethod = (method: string): method is RemoteMethod => Object.hasOwn(ARGUMENTS, method);

/** Carries out what a worker asks of the store. Throws a ShapeError, a LeaseLostError, and what the store throws. */
export async function storeCall(parts: Parts, method: RemoteMethod, body: unknown): Promise<unknown> {
  const { session, ...envelope } = ENVELOPE(body, "");
  const args = ARGUMENTS[method](envelope.args, "args");
  const at = ENGINE_AT[method];
  const engine = at === undefined ? null : (args[at] as EngineId | null);
  const isRenewed = () => parts.leases.renew(engine!, session ?? "");
  // Anybody may look at what an engine has; it acts only itself.
  if (engine !== null && !(session === undefined && LOOKS.has(method)) && !isRenewed())
    throw new LeaseLostError();
  const { connection, receipt } = envelope;
  const call: Call = { args, connection, receipt: receipt && { ...receipt, atMs: parts.nowMs() } };
  const special = SPECIAL[method];
  if (special) return special(parts, call);
  const carryOut = parts.store[method as "find"] as (...args: readonly unknown[]) => Promise<unknown>;
  return carryOut(...args);
}

type Special = (parts: Parts, call: Call) => Promise<unknown>;

/** Needed where a write must not be carried out twice. */
function receiptOf({ receipt }: Call): NonNullable<Call["receipt"]> {
  if (!receipt) throw new ShapeError("receipt", "given for this method");
  return receipt;
}

const SPECIAL: Partial<Record<RemoteMethod, Special>> = {
  async register({ store, leases }, { args }): Promise<Lease> {
    const [nowMs, session] = args as [number, string];
    const engine = await store.host.admit(session, nowMs);
    leases.name(engine, session);
    return { engine, leaseMs: leases.leaseMs };
  },
  async create({ store, changes }, { args, connection }) {
    const made = await store.create(...(args as Parameters<typeof store.create>));
    if (made.created) changes.wrote(connection);
    return made;
  },
  async claim({ store, changes }, { args }) {
    const count = await store.claim(...(args as Parameters<typeof store.claim>));
    // Also to itself: should this answer be lost, it must look for what it has.
    if (count > 0) changes.wrote();
    return count;
  },
  commit: (parts, call) =>
    carryOutCommit(parts, call.args as [EngineId, readonly unknown[]], call.connection, receiptOf(call)),
  async send({ store, changes }, call) {
    const isSent = await store.host.send(...(call.args as Parameters<typeof store.send>), receiptOf(call));
    if (isSent) changes.wrote(call.connection);
    return isSent;
  },
  async sendEvent({ store, changes }, call) {
    await store.host.sendEvent(...(call.args as Parameters<typeof store.sendEvent>), receiptOf(call));
    changes.wrote(call.connection);
  },
  async call({ store, changes }, { args, connection }) {
    const how = await store.call(...(args as Parameters<typeof store.call>));
    if (how === "sent") changes.wrote(connection);
    return how;
  },
  async unpark({ store, changes }, call) {
    const isParked = await store.host.unpark(
      receiptOf(call),
      ...(call.args as Parameters<typeof store.unpark>),
    );
    if (isParked) changes.wrote(call.connection);
    return isParked;
  },
  async endParked({ store, changes, ends }, call) {
    const args = call.args as Parameters<typeof store.endParked>;
    const isEnded = await store.host.endParked(receiptOf(call), ...args);
    if (isEnded) changes.wrote(call.connection);
    ends.tell(args[0]);
    return isEnded;
  },
  async publish({ store, changes }, { args, connection }) {
    await store.publish(...(args as Parameters<typeof store.publish>));
    changes.wrote(connection);
  },
  // The coordinator counts, too: what its clients write comes to a worker that is alone, as well.
  engines: async ({ store }) => (await store.engines()) + 1,
  changed({ changes }, { args, connection }) {
    const [run, version, waitMs] = args as [string, number, number];
    return changes.next(connection, { run, version }, Math.min(waitMs, 20_000));
  },
  async release({ store, changes }, { args, connection }) {
    await store.release(...(args as Parameters<typeof store.release>));
    changes.wrote(connection);
  },
  async renew({ leases }, { args }) {
    const [engines] = args as [readonly { engine: EngineId; session: string }[]];
    const lost = engines.filter(({ engine, session }) => !leases.renew(engine, session));
    return { lost: lost.map(({ engine }) => engine) };
  },
  async leave({ leases, changes }, { args, connection }) {
    const [engines] = args as [readonly { engine: EngineId; session: string }[]];
    for (const { engine, session } of engines) leases.end(engine, session);
    changes.wrote(connection);
  },
};
