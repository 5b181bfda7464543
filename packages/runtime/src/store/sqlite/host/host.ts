import type { Host } from "../../host.js";
import { readResults, writtenResults } from "../../remote/results.js";
import type { CommitResult } from "../../store.js";
import { commit, type Fault } from "../commit.js";
import type { Connection } from "../connection.js";
import { endParked } from "../end-parked.js";
import { postEvent } from "../events/post-event.js";
import type { OwnEngines } from "../own-engines.js";
import { putMessage } from "../put-message.js";
import { unpark } from "../unpark.js";
import { receipts } from "./receipts.js";
import { sessions } from "./sessions.js";

export function host(base: Connection, engines: OwnEngines, fault?: Fault): Host {
  const isResults = (value: unknown): value is readonly CommitResult[] => Array.isArray(value);
  const { connection, under, forget } = receipts(
    base,
    (answer) => (isResults(answer) ? writtenResults(answer) : answer),
    (json) => (isResults(json) ? readResults(json) : json),
  );
  const operations = {
    commit: commit(connection, engines, fault),
    unpark: unpark(connection),
    endParked: endParked(connection),
  };
  const put = putMessage(base.db);
  const post = postEvent(base.db);
  return {
    ...sessions(base, engines),
    commit: (engine, commits, receipt) => under(receipt, () => operations.commit(engine, commits)),
    unpark: (receipt, ...query) => under(receipt, () => operations.unpark(...query)),
    endParked: (receipt, ...query) => under(receipt, () => operations.endParked(...query)),
    send: (to, message, receipt) => under(receipt, () => connection.write(() => put({ ...message, to }))),
    sendEvent: (event, receipt) => under(receipt, () => connection.write(() => void post(event))),
    forgetReceipts: forget,
  };
}
