import type { Store, StoredEvent } from "../store.js";
import type { Connection } from "./connection.js";

type Row = Omit<StoredEvent, "broadcast">;

export function events({ db, read }: Connection): Store["events"] {
  const columns = `seq, event_id as eventId, payload, target as "to", sent_at_ms as sentAtMs,
    expires_at_ms as expiresAtMs`;
  const select = (condition: string) =>
    db.prepare<[number, number], Row>(`select ${columns} from event where ${condition} order by seq limit ?`);
  const expired = select("expires_at_ms <= ?");
  const kept = select("+expires_at_ms > ?");
  return (ofExpired, nowMs, limit) => read(() => (ofExpired ? expired : kept).all(nowMs, limit));
}
