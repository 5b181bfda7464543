import type { CommitResult, Execution, Loaded, Message, Store } from "../store.js";
import type { Codec } from "./codec.js";
import {
  encodedCall,
  encodedCommit,
  encodedEvent,
  encodedExecution,
  encodedMessage,
} from "./encoded-commit.js";
import { Texts } from "./encoded-texts.js";

/**
 * A store whose texts go through a codec: arguments, snapshots and their pages, outcomes, `ctx.state`, payloads, progress, and the
 * labels and errors of the history. Ids, statuses, tags, times, keys, ids of events, and the places in the source that
 * checkpoints name stay as they are.
 */
export function codecStore(store: Store, codec: Codec): Store {
  const texts = new Texts(codec);
  const { encode, decode, decodeShown, encodeHistory } = texts;

  const execution = (row: Execution): Execution => ({
    ...row,
    detail: decodeShown(row.detail),
    header: decode(row.header),
    input: decode(row.input),
    snapshot: decode(row.snapshot),
    control: decode(row.control),
    progress: decode(row.progress),
    outcome: decode(row.outcome),
  });
  const message = <T extends Message>(row: T): T => ({ ...row, payload: decode(row.payload) });
  const loaded = (found: Loaded): Loaded => ({
    execution: execution(found.execution),
    pages: found.pages.map((page) => ({ ...page, text: decode(page.text) })),
    state: found.state.map((entry) => ({ ...entry, value: decode(entry.value) })),
    inbox: found.inbox.map(message),
    kept: found.kept.map((entry) => ({ ...entry, outcome: decode(entry.outcome) })),
  });
  const history = (entries: string | undefined): string | undefined =>
    entries === undefined ? undefined : encodeHistory(entries);

  return {
    register: (...query) => store.register(...query),
    claim: (...query) => store.claim(...query),
    nextDueAtMs: (...query) => store.nextDueAtMs(...query),
    sweep: (...query) => store.sweep(...query),
    describe: (places) => store.describe(places),
    engines: () => store.engines(),
    publish: (methods) => store.publish(methods),
    services: () => store.services(),
    changed: () => store.changed(),
    release: (engine) => store.release(engine),
    close: () => store.close(),
    async create(request, engine) {
      const { created, execution: row } = await store.create(encodedExecution(request, texts), engine);
      return { created, execution: execution(row) };
    },
    due: async (...query) => (await store.due(...query)).map(execution),
    messages: async (...query) => (await store.messages(...query)).map(message),
    async find(id) {
      const row = await store.find(id);
      return row && execution(row);
    },
    async load(id) {
      const found = await store.load(id);
      return found && loaded(found);
    },
    async commit(engine, commits) {
      const encoded = commits.map((commit) => attempt(() => encodedCommit(commit, texts)));
      const sent = encoded.flatMap((result) => ("error" in result ? [] : [result.value]));
      const results = [...(sent.length > 0 || commits.length === 0 ? await store.commit(engine, sent) : [])];
      return encoded.map((result): CommitResult => ("error" in result ? result : decoded(results.shift()!)));
    },
    send: (to, sent) => store.send(to, encodedMessage(sent, texts)),
    sendEvent: (event) => store.sendEvent(encodedEvent(event, texts)),
    call: (call) => store.call(encodedCall(call, texts)),
    answers: async (ids) =>
      (await store.answers(ids)).map((answer) => ({ ...answer, outcome: decode(answer.outcome) })),
    giveUp: (call) => store.giveUp(call),
    cycle: (...query) => store.cycle(...query),
    queued: (object) => store.queued(object),
    events: async (...query) =>
      (await store.events(...query)).map((event) => ({ ...event, payload: decode(event.payload) })),
    list: async (filter) => (await store.list(filter)).map(execution),
    history: async (...query) => (await store.history(...query)).map(texts.decodeEntry),
    unpark: (id, how, nowMs, entries) => store.unpark(id, how, nowMs, history(entries)),
    endParked: (id, outcome, nowMs, more) =>
      store.endParked(id, encode(outcome), nowMs, {
        ...more,
        reason: encode(more?.reason ?? null),
        ...(more?.history !== undefined && { history: encodeHistory(more.history) }),
      }),
  };

  function decoded(result: CommitResult): CommitResult {
    if (!("outcome" in result) || result.outcome === undefined) return result;
    return { ...result, outcome: decode(result.outcome) };
  }
}

type Attempted<T> = { readonly value: T } | { readonly error: unknown };

function attempt<T>(body: () => T): Attempted<T> {
  try {
    return { value: body() };
  } catch (error) {
    return { error };
  }
}
