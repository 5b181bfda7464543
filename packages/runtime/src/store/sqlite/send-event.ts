import type { Store } from "../store.js";
import type { Connection } from "./connection.js";
import { postEvent } from "./events/post-event.js";
import { joined } from "./joined.js";

export function sendEvent(connection: Connection): Store["sendEvent"] {
  const post = joined(connection, postEvent(connection.db));
  return async (event) => void (await post(event));
}
