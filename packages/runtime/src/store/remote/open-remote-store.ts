import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { storeClosed } from "../../generated/messages.js";
import { LeaseLostError, StoreError } from "../store-error.js";
import type { Commit, CommitResult, EngineId, Execution, NewExecution, Store } from "../store.js";
import { Caller } from "./caller.js";
import { checkEndpoint } from "./check-endpoint.js";
import type { Lease, RemoteMethod, RemoteRequest, Seen } from "./protocol.js";
import { cut } from "./remote-commit.js";
import { readResults } from "./results.js";
import { Sessions } from "./sessions.js";

const FENCED: CommitResult = { status: "fenced" };
/** How long the first contact may take, and a last word. */
const CONNECT_MS = 30_000;
const LEAVE_MS = 1000;
const WAIT_MS = 400;

export interface RemoteStoreOptions {
  /** Where `perdure serve` answers: `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly token?: string;
  /** Told when the coordinator cannot be reached any more, with the reason, and when it can again (undefined). */
  readonly onConnection?: (trouble: string | undefined) => void;
  /** How long `register` tries to reach the coordinator, in milliseconds. Default 30,000. */
  readonly connectMs?: number;
  /** How long one look for changes waits for some, in milliseconds. Default 400. */
  readonly waitMs?: number;
}

/**
 * The store of a coordinator, over HTTP. While the coordinator is away, what was asked for waits, but for `register`,
 * which gives up with a StoreError; a write whose answer was lost is carried out once all the same. Throws a
 * PerdureError (PD2265) for something that is not an address.
 */
export function openRemoteStore(options: RemoteStoreOptions): Store {
  const url = checkEndpoint("openRemoteStore", options.url, options.token);
  const { token, connectMs = CONNECT_MS, waitMs = WAIT_MS, onConnection = () => {} } = options;
  const caller = new Caller({ url, token, onConnection });
  const connection = randomUUID();
  const sessions = new Sessions();
  const inFlight = new Set<Promise<unknown>>();
  let seen: Seen | undefined;
  let retriedBefore = 0;
  let lastCommit: Promise<unknown> = Promise.resolve();
  let commits = 0;
  let heartbeat: NodeJS.Timeout | undefined;
  let isClosing = false;

  function call<T>(
    method: RemoteMethod,
    args: readonly unknown[],
    more: Omit<RemoteRequest, "args" | "connection"> = {},
    patienceMs?: number,
  ): Promise<T> {
    const answer = caller.call(method, { args, connection, ...more }, patienceMs);
    inFlight.add(answer);
    const forget = () => void inFlight.delete(answer);
    answer.then(forget, forget);
    return answer as Promise<T>;
  }

  /** A call that names an engine. */
  async function as<T>(
    engine: EngineId,
    method: RemoteMethod,
    args: readonly unknown[],
    more: Omit<RemoteRequest, "args" | "connection" | "session"> = {},
  ): Promise<T> {
    try {
      const session = sessions.of(engine);
      return await call<T>(method, args, { ...(session !== undefined && { session }), ...more });
    } catch (error) {
      if (error instanceof LeaseLostError) sessions.lose([engine]);
      throw error;
    }
  }

  /** A write that nobody repeats but this call. */
  const once = <T>(method: RemoteMethod, args: readonly unknown[]): Promise<T> =>
    call<T>(method, args, { receipt: { scope: randomUUID(), request: 1 } });

  async function commitInOrder(engine: EngineId, group: readonly Commit[]): Promise<readonly CommitResult[]> {
    const results: CommitResult[] = [];
    for (const part of cut(group)) {
      commits += 1;
      const receipt = { scope: `engine ${engine}`, request: commits };
      try {
        results.push(
          ...readResults(await as<readonly unknown[]>(engine, "commit", [engine, part], { receipt })),
        );
      } catch (error) {
        if (error instanceof LeaseLostError) results.push(...part.map(() => FENCED));
        // What was committed before it stands, so the whole must not seem to have failed.
        else if (results.length > 0) results.push(...part.map(() => ({ error })));
        else throw error;
      }
    }
    return results;
  }

  async function beat(): Promise<void> {
    const { lost } = await call<{ lost: readonly EngineId[] }>("renew", [sessions.all], {}, 0);
    sessions.lose(lost);
  }

  async function create(execution: NewExecution, engine: EngineId | null) {
    type Created = { created: boolean; execution: Execution };
    const before = caller.retried;
    let made: Created;
    if (engine === null) made = await call<Created>("create", [execution, null]);
    else
      try {
        made = await as<Created>(engine, "create", [execution, engine]);
      } catch (error) {
        if (!(error instanceof LeaseLostError)) throw error;
        made = await call<Created>("create", [execution, null]);
      }
    const { status, epoch, owner, createdAtMs } = made.execution;
    // The first try may have made it, and its answer was lost.
    const isOurs =
      caller.retried > before &&
      status === "pending" &&
      epoch === 0 &&
      (owner === engine || (owner === 0 && engine === null)) &&
      createdAtMs === execution.createdAtMs;
    return isOurs ? { ...made, created: true } : made;
  }

  async function close(): Promise<void> {
    isClosing = true;
    clearInterval(heartbeat);
    const late = sleep(LEAVE_MS, undefined, { ref: false });
    await Promise.race([Promise.allSettled(inFlight), late]);
    const leave = async () => {
      if (sessions.all.length > 0) await call("leave", [sessions.all], {}, 0);
    };
    // Nobody is there to be told, or told in time: the leases end by themselves.
    await Promise.race([leave().catch(() => undefined), late]);
    caller.close();
  }

  let closed: Promise<void> | undefined;
  const open =
    <Args extends readonly unknown[], T>(body: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      if (isClosing) throw new StoreError(storeClosed({ file: url }));
      return body(...args);
    };

  return {
    register: open(async (nowMs) => {
      const session = randomUUID();
      const { engine, leaseMs } = await call<Lease>("register", [nowMs, session], {}, connectMs);
      sessions.add({ engine, session });
      clearInterval(heartbeat);
      // A coordinator that is away is what every other call finds out, too.
      heartbeat = setInterval(() => void beat().catch(() => undefined), leaseMs / 4).unref();
      return engine;
    }),
    create: open(create),
    claim: open((engine, ...rest) => as(engine, "claim", [engine, ...rest])),
    due: open((engine, ...rest) => as(engine, "due", [engine, ...rest])),
    nextDueAtMs: open((engine, ...rest) => as(engine, "nextDueAtMs", [engine, ...rest])),
    messages: open((engine, ...rest) => as(engine, "messages", [engine, ...rest])),
    find: open((id) => call("find", [id])),
    load: open((id) => call("load", [id])),
    commit: open((engine, group) => {
      const results = lastCommit.then(() => commitInOrder(engine, group));
      lastCommit = results.catch(() => undefined);
      return results;
    }),
    send: open((to, message) => once("send", [to, message])),
    // A call is known by its id, and given up once by nature.
    call: open((given) => call("call", [given])),
    answers: open((ids) => call("answers", [ids])),
    giveUp: open((id) => call("giveUp", [id])),
    cycle: open((...query) => call("cycle", query)),
    queued: open((object) => call("queued", [object])),
    sendEvent: open((event) => once("sendEvent", [event])),
    events: open((...query) => call("events", query)),
    list: open((filter) => call("list", [filter])),
    history: open((...query) => call("history", query)),
    unpark: open((...query) => once("unpark", query)),
    endParked: open((...query) => once("endParked", query)),
    sweep: open((...query) => call("sweep", query)),
    describe: open((places) => call("describe", [places])),
    engines: open(() => call("engines", [])),
    publish: open((methods) => call("publish", [methods])),
    services: open(() => call("services", [])),
    changed: open(async () => {
      const { run, version } = seen ?? { run: "", version: 0 };
      const found = caller.call("changed", {
        connection,
        args: [run, version, sessions.anyLost ? 0 : waitMs],
      });
      const next = (await found) as Seen;
      const isChanged = next.run !== run || next.version !== version;
      const isSure = caller.retried === retriedBefore && !sessions.anyLost;
      seen = next;
      retriedBefore = caller.retried;
      sessions.anyLost = false;
      return isChanged || !isSure;
    }),
    release: open(async (engine) => {
      // Where it is lost, or the coordinator stays away, the lease is over or ends by itself.
      const released = as(engine, "release", [engine]).catch((error: unknown) => {
        if (!(error instanceof LeaseLostError) && !isClosing) throw error;
      });
      await Promise.race([released, sleep(LEAVE_MS, undefined, { ref: false })]);
      sessions.remove(engine);
    }),
    close: () => (closed ??= close()),
  };
}
