import type { Store } from "../store.js";
import type { Connection } from "./connection.js";
import { joined } from "./joined.js";
import { putMessage } from "./put-message.js";

export function send(connection: Connection): Store["send"] {
  const put = joined(connection, putMessage(connection.db));
  return (to, message) => put({ ...message, to });
}
